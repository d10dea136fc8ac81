namespace Grains.Rights;

/// <summary>The log events of data subjects' rights; ids 1700 to 1799. Customers appear by pseudonym.</summary>
internal static partial class RightsLog
{
    [LoggerMessage(1700, LogLevel.Error, "A rights call of customer {Customer} failed with {Error}. The activation goes away")]
    public static partial void Failed(this ILogger log, Guid customer, string error);

    [LoggerMessage(1701, LogLevel.Information, "Erasure of customer {Customer}: {Step} done")]
    public static partial void ErasureStep(this ILogger log, Guid customer, string step);

    [LoggerMessage(1703, LogLevel.Error, "The audit log's outside sink did not take a destroyed key's id: {Error}")]
    public static partial void SinkFailed(this ILogger log, string error);

    [LoggerMessage(1702, LogLevel.Warning, "Erasure of customer {Customer}: {Step} could not be done now; it is due again")]
    public static partial void ErasureDelayed(this ILogger log, Guid customer, string step);
}
