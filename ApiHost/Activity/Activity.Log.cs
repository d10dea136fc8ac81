namespace ApiHost.Activity;

/// <summary>The log events of imports at the front door; ids 2100 to 2199.</summary>
internal static partial class ActivityLog
{
    [LoggerMessage(2100, LogLevel.Error, "A call for import line {Line} failed with {Error}")]
    public static partial void ImportCallFailed(this ILogger log, long line, string error);
}
