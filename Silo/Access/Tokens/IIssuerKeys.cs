namespace Silo.Access.Tokens;

/// <summary>Where the issuer's keys come from.</summary>
internal interface IIssuerKeys
{
    /// <summary>The keys in force; null where none are known.</summary>
    IssuerKeySet? Current { get; }

    /// <summary>Asks the issuer again, unless it was asked just now.</summary>
    /// <param name="cancellationToken">Ends the wait, not the question.</param>
    /// <returns>The keys in force afterwards; null where none are known.</returns>
    Task<IssuerKeySet?> Renew(CancellationToken cancellationToken);
}

/// <summary>Keys handed over in process: the development issuer's.</summary>
internal sealed class FixedIssuerKeys(IssuerKeySet keys) : IIssuerKeys
{
    /// <inheritdoc/>
    public IssuerKeySet? Current => keys;

    /// <inheritdoc/>
    public Task<IssuerKeySet?> Renew(CancellationToken cancellationToken) => Task.FromResult<IssuerKeySet?>(keys);
}
