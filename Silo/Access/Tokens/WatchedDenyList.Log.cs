using Microsoft.Extensions.Logging;

namespace Silo.Access.Tokens;

/// <summary>The log events of the deny list.</summary>
internal sealed partial class WatchedDenyList
{
    [LoggerMessage(2103, LogLevel.Information, "The deny list has changed; it has {Count} entries.")]
    private partial void ListChanged(int count);

    [LoggerMessage(2104, LogLevel.Error, "The deny list cannot be used: {Fault} The one read before stands for {Seconds} s, then no token is accepted.")]
    private partial void FileUnusable(string fault, int seconds);
}
