namespace Grains.Keys;

/// <summary>The log events of keys; ids 1800 to 1899.</summary>
internal static partial class KeysLog
{
    [LoggerMessage(1800, LogLevel.Information, "Key generation {Generation} wraps from now on; earlier ones are re-wrapped")]
    public static partial void RotationBegun(this ILogger log, string generation);

    [LoggerMessage(1801, LogLevel.Information, "Key generation {Generation} had no key left and is destroyed")]
    public static partial void GenerationDestroyed(this ILogger log, string generation);

    [LoggerMessage(1802, LogLevel.Error, "The key rotation failed with {Error}; it is due again")]
    public static partial void RotationDelayed(this ILogger log, string error);
}
