using Microsoft.Extensions.Logging;

namespace Silo.Access.Tokens;

/// <summary>The log events of the issuer's keys.</summary>
internal sealed partial class RefreshedIssuerKeys
{
    [LoggerMessage(2101, LogLevel.Information, "The issuer's signing keys have changed; it publishes {Count} that fit.")]
    private partial void KeysChanged(int count);

    [LoggerMessage(2102, LogLevel.Warning, "The issuer's keys could not be read; {Count} read before still count.")]
    private partial void IssuerUnreachable(Exception exception, int count);
}
