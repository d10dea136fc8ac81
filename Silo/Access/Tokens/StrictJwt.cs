using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Silo.Access.Tokens;

/// <summary>
/// A compact JWT (RFC 7519) whose form leaves nothing to interpretation, read before any library sees the token: what two parsers could
/// read differently, or what could name a key of the sender's choice, is refused. Nothing in it is trusted yet.
/// </summary>
/// <param name="Algorithm">ES256 or PS256.</param>
/// <param name="KeyId">The issuer's key that is said to have signed.</param>
/// <param name="Payload">The claims, a JSON object without duplicate members.</param>
internal sealed record StrictJwt(string Algorithm, string KeyId, JsonElement Payload)
{
    /// <summary>The longest token, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const int MaxKeyIdLength = 256;
    private const int MaxDepth = 16;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> AlphabetCharacters = SearchValues.Create(Alphabet);

    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token as received.</param>
    /// <returns>Null where its form is not exactly RFC 9068's.</returns>
    public static StrictJwt? Read(ReadOnlySpan<char> token)
    {
        if (token.Length > MaxLength || token.Count('.') != 2)
        {
            return null;
        }

        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        var signature = token[(last + 1)..];
        return IsCanonical(signature) && Parse(token[..first]) is { } header && Parse(token[(first + 1)..last]) is { } payload
            ? Judge(header, payload)
            : null;
    }

    private static StrictJwt? Judge(JsonElement header, JsonElement payload)
    {
        string? algorithm = null, keyId = null, type = null;
        foreach (var member in header.EnumerateObject())
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
            switch (member.Name)
            {
                case "alg":
                    algorithm = text;
                    break;
                case "kid":
                    keyId = text;
                    break;
                case "typ":
                    type = text;
                    break;
                default:
                    // What is not known is refused, not what is known to be dangerous: crit, jwk, jku, x5c, b64, zip and all to come.
                    return null;
            }
        }

        return algorithm is "ES256" or "PS256" && type is "at+jwt" or "application/at+jwt" && keyId is { Length: > 0 and <= MaxKeyIdLength }
            ? new StrictJwt(algorithm, keyId, payload)
            : null;
    }

    /// <summary>Base64url without padding, with nothing outside the alphabet and nothing in the bits that decode to no byte.</summary>
    private static bool IsCanonical(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || segment.ContainsAnyExcept(AlphabetCharacters))
        {
            return false;
        }

        var last = Alphabet.IndexOf(segment[^1], StringComparison.Ordinal);
        return (segment.Length % 4) switch { 1 => false, 2 => (last & 0b1111) == 0, 3 => (last & 0b11) == 0, _ => true };
    }

    private static JsonElement? Parse(ReadOnlySpan<char> segment)
    {
        if (!IsCanonical(segment))
        {
            return null;
        }

        var json = Base64Url.DecodeFromChars(segment);
        try
        {
            // Text that is no Unicode (broken UTF-8, half a surrogate pair) is found here, once, and not where a claim is read.
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    _ = reader.GetString();
                }
            }

            var value = JsonElement.Parse(json, NoDuplicates);
            return value.ValueKind == JsonValueKind.Object ? value : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
