using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>
/// What a silo shows another for calls that no user may make: expiry (8 bytes, Unix seconds) ‖ HMAC-SHA256(silo key, expiry ‖ target grain id),
/// good for 60 seconds and that target. Only silos hold the key, so nothing that merely reaches a gateway can make one.
/// </summary>
internal sealed class SiloTokens(byte[] siloKey, TimeProvider clock)
{
    private const int ExpiryLength = 8;
    private const int Length = ExpiryLength + HMACSHA256.HashSizeInBytes;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>Mints a token for a target.</summary>
    /// <param name="target">The grain to be called.</param>
    /// <returns>The token, base64.</returns>
    public string Mint(GrainId target)
    {
        Span<byte> token = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(token, (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        Mac(token[..ExpiryLength], target, token[ExpiryLength..]);
        return Convert.ToBase64String(token);
    }

    /// <summary>Whether the running call carries a token for a target.</summary>
    /// <param name="target">The grain that is called.</param>
    /// <returns>True where it does.</returns>
    public bool IsCarriedFor(GrainId target)
    {
        Span<byte> token = stackalloc byte[Length];
        if (CallContext.Get(CallContext.SiloToken) is not { } text || !Convert.TryFromBase64String(text, token, out var read) || read != Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(token[..ExpiryLength], target, mac);
        return CryptographicOperations.FixedTimeEquals(mac, token[ExpiryLength..])
            && BinaryPrimitives.ReadInt64BigEndian(token) >= clock.GetUtcNow().ToUnixTimeSeconds();
    }

    private void Mac(ReadOnlySpan<byte> expiry, GrainId target, Span<byte> mac)
    {
        var data = Encoding.UTF8.GetBytes($"{target}\n{Convert.ToHexString(expiry)}");
        HMACSHA256.HashData(siloKey, data, mac);
    }
}
