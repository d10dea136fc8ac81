using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>The log events of capability Access; ids 1000 to 1099.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Refused {Method}: {Code}")]
    public static partial void Refused(this ILogger log, string method, ProblemCode code);
}
