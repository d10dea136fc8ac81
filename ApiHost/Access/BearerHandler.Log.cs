namespace ApiHost.Access;

/// <summary>The log events of the bearer scheme.</summary>
internal sealed partial class BearerHandler
{
    [LoggerMessage(2111, LogLevel.Debug, "A bearer token was refused: {Reason}.")]
    private static partial void TokenRefused(ILogger logger, string reason);
}
