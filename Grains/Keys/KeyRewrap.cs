using System.Security.Cryptography;

namespace Grains.Keys;

/// <summary>The re-wrap of keys under the newest generation.</summary>
internal static class KeyRewrap
{
    // Half of the cores, and of an HSM's sessions: customers who wake meanwhile need the others.
    private static readonly ParallelOptions Half = new() { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount / 2, 2, 8) };

    /// <summary>Wraps keys again, several at once: of what a re-wrap costs, most is this.</summary>
    /// <param name="wrapper">Unwraps and wraps.</param>
    /// <param name="stale">The keys, as they are wrapped now.</param>
    /// <returns>Each with what takes its place.</returns>
    /// <exception cref="KeyUnavailableException">One does not unwrap; then none is re-wrapped.</exception>
    public static (StaleKey Old, WrappedKey Fresh)[] Rewrap(this IKeyWrapper wrapper, IReadOnlyList<StaleKey> stale)
    {
        var fresh = new (StaleKey Old, WrappedKey Fresh)[stale.Count];
        try
        {
            Parallel.For(0, fresh.Length, Half, i => fresh[i] = (stale[i], Rewrap(wrapper, stale[i].Wrapped)));
        }
        catch (AggregateException several)
        {
            throw several.InnerExceptions[0];
        }

        return fresh;
    }

    private static WrappedKey Rewrap(IKeyWrapper wrapper, WrappedKey wrapped)
    {
        Span<byte> key = stackalloc byte[CustomerKey.Length];
        try
        {
            wrapper.Unwrap(wrapped, key);
            return wrapper.Wrap(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
