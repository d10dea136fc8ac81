namespace Grains.Audit;

/// <summary>The log events of the audit log; ids 1300 to 1399.</summary>
internal static partial class AuditLogEvents
{
    [LoggerMessage(1300, LogLevel.Error, "Entries of audit shard {Shard} could not be written: {Error}. What they would have recorded is refused until this is over")]
    public static partial void AppendFailed(this ILogger log, int shard, string error);

    [LoggerMessage(1301, LogLevel.Critical, "Audit shard {Shard} was changed from outside: {What}. Nothing is recorded there, so nothing is served, until it is restored; run verify-audit")]
    public static partial void Tampered(this ILogger log, int shard, string what);

    [LoggerMessage(1302, LogLevel.Warning, "The checkpoint of audit shard {Shard} at size {Size} could not be taken to the sink: {Error}; tried again with the next")]
    public static partial void SinkFailed(this ILogger log, int shard, long size, string error);

    [LoggerMessage(1303, LogLevel.Debug, "Signed audit shard {Shard} at size {Size}")]
    public static partial void Signed(this ILogger log, int shard, long size);

    [LoggerMessage(1304, LogLevel.Warning, "Audit shard {Shard} could not be signed: {Error}; tried again in half a minute")]
    public static partial void SigningFailed(this ILogger log, int shard, string error);

    [LoggerMessage(1305, LogLevel.Information, "Audit shard {Shard} takes entries again")]
    public static partial void AppendsAgain(this ILogger log, int shard);
}
