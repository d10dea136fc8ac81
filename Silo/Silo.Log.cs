using Microsoft.Extensions.Logging;

namespace Silo;

/// <summary>The log events of a silo's start; ids 1900 to 1999.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(1900, LogLevel.Warning, "{Count} customer keys that were destroyed had come back with a copy of the keys store: they are destroyed again")]
    public static partial void DestroyedAgain(this ILogger log, int count);
}
