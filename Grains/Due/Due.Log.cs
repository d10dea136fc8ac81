namespace Grains.Due;

/// <summary>The log events of what is due; ids 1200 to 1299.</summary>
internal static partial class DueLog
{
    [LoggerMessage(1200, LogLevel.Debug, "Swept {Kind}: {Done} done")]
    public static partial void Swept(this ILogger log, string kind, int done);

    [LoggerMessage(1201, LogLevel.Warning, "{Kind} of customer {Customer} failed with {Error}; tried again later")]
    public static partial void SweepFailed(this ILogger log, string kind, Guid customer, string error);
}
