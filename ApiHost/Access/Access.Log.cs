namespace ApiHost.Access;

/// <summary>The log events at the front door; ids 2000 to 2099.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(2000, LogLevel.Error, "Unavailable: {Error} at {Route}")]
    public static partial void Unavailable(this ILogger log, string error, string route);
}
