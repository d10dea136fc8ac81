using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Silo.Keys;

/// <summary>
/// A key ring as JSON: <c>{"version":1,"pseudonymSecret":base64,"keys":[{"id":…,"key":base64},…],"check":base64}</c>, the newest key last.
/// <c>check</c> is SHA-256 over the secret and every id and key in their order, so that no damaged key passes for a wrong one. Keys never
/// become strings, and stand in no buffer that is not zeroed.
/// </summary>
internal static class KeyRingFormat
{
    /// <summary>The largest ring, in bytes.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Writes a ring.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="json">Where it goes: pinned memory that the caller zeroes, of <see cref="MaxLength"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(KeyRing ring, byte[] json)
    {
        var at = 0;
        Text("{\"version\":1,\n\"pseudonymSecret\":\"");
        Binary(ring.PseudonymSecret.Span);
        Text("\",\n\"keys\":[");
        for (var i = 0; i < ring.Generations.Count; i++)
        {
            Text(i == 0 ? "\n{\"id\":\"" : ",\n{\"id\":\"");
            Text(ring.Generations[i].Id);
            Text("\",\"key\":\"");
            Binary(ring.Generations[i].Key);
            Text("\"}");
        }

        Text("],\n\"check\":\"");
        Binary(Check(ring));
        Text("\"}\n");
        return at;

        void Text(string text) => at += Encoding.UTF8.GetBytes(text, json.AsSpan(at));

        void Binary(ReadOnlySpan<byte> bytes)
        {
            Base64.EncodeToUtf8(bytes, json.AsSpan(at), out _, out var written);
            at += written;
        }
    }

    /// <summary>Reads a ring.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <returns>The ring, owned by the caller; null where the bytes are no whole, undamaged ring.</returns>
    public static KeyRing? Read(ReadOnlySpan<byte> json)
    {
        var secret = GC.AllocateArray<byte>(KeyRing.SecretLength, pinned: true);
        var generations = new List<KeyGeneration>();
        var ring = new KeyRing(secret, generations);
        try
        {
            var reader = new Utf8JsonReader(json);
            Span<byte> check = stackalloc byte[SHA256.HashSizeInBytes];
            Expect(ref reader, JsonTokenType.StartObject);
            Name(ref reader, "version"u8);
            Expect(ref reader, JsonTokenType.Number);
            var isKnown = reader.GetInt32() == 1;
            Name(ref reader, "pseudonymSecret"u8);
            Binary(ref reader, secret);
            Name(ref reader, "keys"u8);
            Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                Name(ref reader, "id"u8);
                Expect(ref reader, JsonTokenType.String);
                var generation = new KeyGeneration(reader.GetString()!);
                generations.Add(generation);
                Name(ref reader, "key"u8);
                Binary(ref reader, generation.Key);
                Expect(ref reader, JsonTokenType.EndObject);
            }

            Name(ref reader, "check"u8);
            Binary(ref reader, check);
            Expect(ref reader, JsonTokenType.EndObject);
            if (isKnown && !reader.Read() && generations.Count > 0 && CryptographicOperations.FixedTimeEquals(check, Check(ring)))
            {
                return ring;
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // No ring; the exception's text may quote it.
        }

        ring.Dispose();
        return null;
    }

    private static byte[] Check(KeyRing ring)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(ring.PseudonymSecret.Span);
        foreach (var generation in ring.Generations)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(generation.Id));
            hash.AppendData(generation.Key);
        }

        return hash.GetHashAndReset();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new FormatException();
        }
    }

    private static void Name(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, JsonTokenType.PropertyName);
        if (!reader.ValueTextEquals(name))
        {
            throw new FormatException();
        }
    }

    private static void Binary(ref Utf8JsonReader reader, scoped Span<byte> bytes)
    {
        Expect(ref reader, JsonTokenType.String);
        if (Base64.DecodeFromUtf8(reader.ValueSpan, bytes, out var read, out var written) != OperationStatus.Done
            || read != reader.ValueSpan.Length || written != bytes.Length)
        {
            throw new FormatException();
        }
    }
}
