using System.Security.Cryptography;
using Grains.Keys;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>
/// The key-encryption key in a token of an HSM, which it never leaves: keys go in to be wrapped and come out unwrapped, by AES-KWP (RFC 5649)
/// in the HSM. Opened by <see cref="HsmStart"/>.
/// </summary>
/// <param name="sessions">The sessions; owned by this object.</param>
internal sealed class HsmKeyWrapper(HsmSessions sessions) : IKeyWrapper, IDisposable
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);
    private Task<bool>? probe;

    /// <summary>Opens the token's key-encryption key, or makes it where there is none and none was needed yet.</summary>
    /// <param name="options">The token and its PIN; owned by the wrapper from here on.</param>
    /// <param name="keysExist">Whether the keys store holds keys: without the token that wrapped them they are lost.</param>
    /// <returns>The wrapper.</returns>
    /// <exception cref="StartRefusedException">The HSM, its token, its PIN or its key cannot be used.</exception>
    public static HsmKeyWrapper Open(HsmOptions options, bool keysExist) => new(HsmStart.Open(options, keysExist));

    /// <inheritdoc/>
    public WrappedKey Wrap(ReadOnlySpan<byte> key)
    {
        var copy = Pinned(key);
        try
        {
            return sessions.Use(session => new WrappedKey(session.Newest.Id, session.Wrap(session.Newest, copy)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    public void Unwrap(WrappedKey wrapped, Span<byte> key)
    {
        if (key.Length != CustomerKey.Length || wrapped.Bytes.Length != KeyWrap.WrappedLength)
        {
            throw new KeyUnavailableException();
        }

        var copy = Pinned(key);
        try
        {
            sessions.Use(session =>
            {
                session.Unwrap(session.Find(wrapped.WrappedBy), wrapped.Bytes, copy);
                return true;
            });
            copy.CopyTo(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    public string Newest => sessions.Use(static session => session.Newest.Id);

    /// <inheritdoc/>
    public ValueTask<string> Begin() => ValueTask.FromResult(sessions.Write(static session => session.MakeKey()));

    /// <inheritdoc/>
    public ValueTask Destroy(string generation)
    {
        sessions.Write(session =>
        {
            session.DestroyKey(generation);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Reload() => sessions.LookAgain();

    /// <summary>Wraps and unwraps a key made for it. An HSM that takes longer than two seconds does not answer, and is asked no second time meanwhile.</summary>
    /// <returns>Whether the HSM answers.</returns>
    public async ValueTask<bool> Answers()
    {
        var asked = probe is { IsCompleted: false } pending ? pending : probe = Task.Run(WrapsAndUnwraps);
        try
        {
            return await asked.WaitAsync(ProbePatience);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sessions.Dispose();

    private static byte[] Pinned(ReadOnlySpan<byte> key)
    {
        if (key.Length != CustomerKey.Length)
        {
            throw new KeyUnavailableException();
        }

        var copy = GC.AllocateArray<byte>(CustomerKey.Length, pinned: true);
        key.CopyTo(copy);
        return copy;
    }

    private bool WrapsAndUnwraps()
    {
        var (key, back) = (RandomNumberGenerator.GetBytes(CustomerKey.Length), new byte[CustomerKey.Length]);
        try
        {
            Unwrap(Wrap(key), back);
            return CryptographicOperations.FixedTimeEquals(key, back);
        }
        catch (KeyUnavailableException)
        {
            return false;
        }
    }
}
