using System.Collections.Concurrent;
using Grains.Interfaces.Access;

namespace Silo.Access.Tokens;

/// <summary>
/// Tokens that verified under one key set and one deny list, and that die with either. Bounded by two generations: when the young one is full it becomes the old
/// one and the old one is forgotten, so that a token in use is found or, at worst, verified again.
/// </summary>
internal sealed class VerifiedTokens(IssuerKeySet keys, DenyList denied, int capacity)
{
    private readonly int generation = Math.Max(1, capacity / 2);
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<TokenDigest, VerifiedToken> young = new();
    private volatile ConcurrentDictionary<TokenDigest, VerifiedToken> old = new();
    private int count;

    /// <summary>Whether this is what they verified under.</summary>
    /// <param name="issuerKeys">A key set.</param>
    /// <param name="list">A deny list.</param>
    /// <returns>True where both are the very same.</returns>
    public bool IsUnder(IssuerKeySet issuerKeys, DenyList list) => keys == issuerKeys && denied == list;

    /// <summary>How many tokens are held, at most the capacity.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>Finds a token, expired or not.</summary>
    /// <param name="digest">The token's digest.</param>
    /// <returns>What it says; null where it is not known.</returns>
    public VerifiedToken? Find(TokenDigest digest)
    {
        if (young.TryGetValue(digest, out var token))
        {
            return token;
        }

        if (old.TryGetValue(digest, out token))
        {
            Add(digest, token);
            return token;
        }

        return null;
    }

    /// <summary>Keeps a token.</summary>
    /// <param name="digest">The token's digest.</param>
    /// <param name="token">What it says.</param>
    public void Add(TokenDigest digest, VerifiedToken token)
    {
        lock (gate)
        {
            if (!young.TryAdd(digest, token) || ++count < generation)
            {
                return;
            }

            old = young;
            young = new ConcurrentDictionary<TokenDigest, VerifiedToken>();
            count = 0;
        }
    }
}
