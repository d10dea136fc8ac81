namespace Grains.Audit;

/// <summary>The log events of recording; ids 1400 to 1449.</summary>
internal static partial class RecordingLog
{
    [LoggerMessage(1400, LogLevel.Error, "Not recorded, so refused: {Operation} ({Error})")]
    public static partial void NotRecorded(this ILogger log, string operation, string error);

    [LoggerMessage(1401, LogLevel.Warning, "The number of repeats of {Operation} is not recorded yet; tried again in a minute")]
    public static partial void RepeatsNotRecorded(this ILogger log, string operation);
}
