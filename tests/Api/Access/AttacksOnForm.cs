using System.Buffers.Text;
using System.Text;
using static Tests.Api.Access.TokenAttacks;

namespace Tests.Api.Access;

/// <summary>Texts that are not exactly one compact JWT: what two readers could take for two different tokens.</summary>
internal static class AttacksOnForm
{
    private const string Fault = "malformed";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static IEnumerable<TokenAttack> All => Segments().Concat(Base64()).Concat(Payloads());

    private static IEnumerable<TokenAttack> Segments()
    {
        yield return new("empty", Fault, _ => string.Empty);
        yield return new("dots only", Fault, _ => "..");
        yield return new("two segments", Fault, i => Good(i)[..Good(i).LastIndexOf('.')]);
        yield return new("four segments", Fault, i => Good(i) + ".AAAA");
        yield return new("five segments", Fault, i => Good(i) + ".AAAA.AAAA");
        yield return new("two tokens", Fault, i => $"{Good(i)},{Good(i)}");
        yield return new("a scheme of its own", Fault, i => $"Bearer {Good(i)}");
        yield return new("segments in another order", Fault, i => string.Join('.', Good(i).Split('.').Reverse()));
        yield return new("JSON serialization", Fault, i => Good(i).Split('.') is var s ? $$"""{"protected":"{{s[0]}}","payload":"{{s[1]}}","signature":"{{s[2]}}"}""" : "");
        yield return new("encrypted", Fault, i => $"{TestIssuer.Encode("""{"alg":"dir","enc":"A256GCM","typ":"at+jwt"}""")}..AAAAAAAAAAAAAAAA.{Good(i).Split('.')[1]}.AAAAAAAAAAAAAAAAAAAAAA");
        yield return new("enormous", Fault, i => Claiming(i, "padding", new string('a', 8 * 1024)));
        yield return new("ten million characters", Fault, _ => new string('a', 10_000_000));
        yield return new("tampered payload", "signature", i => Changed(i, 1, _ => TestIssuer.Encode(Payload(i, "operator"))));
        foreach (var (name, at) in new[] { ("header", 0), ("payload", 1), ("signature", 2) })
        {
            yield return new($"no {name}", Fault, i => Changed(i, at, _ => string.Empty));
            yield return new($"{name} cut by a character", Fault, i => Changed(i, at, s => s[..^(s.Length % 4 == 2 ? 1 : s.Length % 4 == 3 ? 2 : 3)]));
            yield return new($"all after the beginning of the {name} cut", at == 2 ? "signature" : Fault, i => string.Join('.', Good(i).Split('.')[..at].Append(Good(i).Split('.')[at][..8])));
        }

        yield return new("signature cut by two characters", "signature", i => Changed(i, 2, s => s[..^2]));
        yield return new("signature cut by a number", "signature", i => Changed(i, 2, s => s[..43][..40]));
    }

    private static IEnumerable<TokenAttack> Base64()
    {
        yield return new("padded header", Fault, i => Changed(i, 0, s => s + "="));
        yield return new("padded payload", Fault, i => Changed(i, 1, s => s + "=="));
        yield return new("padded signature", Fault, i => Good(i) + "==");
        yield return new("leading space", Fault, i => " " + Good(i));
        yield return new("trailing newline", Fault, i => Good(i) + "\n");
        yield return new("null character", Fault, i => Good(i) + "\0");
        yield return new("byte order mark", Fault, i => "\uFEFF" + Good(i));
        foreach (var (name, character) in new[] { ("space", " "), ("tab", "\t"), ("line feed", "\n"), ("percent sign", "%2E"), ("equals sign", "="), ("no ASCII", "é"), ("full-width letter", "Ａ") })
        {
            yield return new($"{name} inside", Fault, i => Changed(i, 1, s => s.Insert(4, character)));
        }

        yield return new("standard base64", Fault, i => Changed(i, 2, s => "+/" + s[2..]));
        yield return new("hexadecimal signature", "signature", i => Changed(i, 2, s => Convert.ToHexString(Base64Url.DecodeFromChars(s))));
        yield return new("a segment of 4n+1", Fault, i => Changed(i, 2, s => s + "AAA"));

        // A 64-byte signature leaves four bits of its last character that decode to nothing; the alphabet's next letter sets one of them.
        yield return new("bits that decode to nothing", Fault, i => Changed(i, 2, s => s[..^1] + Alphabet[Alphabet.IndexOf(s[^1], StringComparison.Ordinal) + 1]));
        yield return new("lower case", Fault, i => Good(i).ToLowerInvariant());
    }

    private static IEnumerable<TokenAttack> Payloads()
    {
        foreach (var text in new[] { "[]", "null", "1", "\"text\"", "", " ", "{\"a\":1,}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}" })
        {
            yield return new($"payload '{text}'", Fault, i => i.Sign(Header(i), text));
        }

        yield return new("a token in a token", Fault, i => i.Sign(Header(i), Good(i)));
        yield return new("a token in a token, as text", Fault, i => i.Sign(Header(i), $"\"{Good(i)}\""));
        yield return new("payload has a comment", Fault, i => i.Sign(Header(i), "/**/" + Payload(i)));
        yield return new("payload goes on", Fault, i => i.Sign(Header(i), Payload(i) + "{}"));
        yield return new("payload is too deep", Fault, i => i.Sign(Header(i), PayloadWith(i, $"\"x\":{new string('[', 40)}{new string(']', 40)}")));
        yield return new("payload after a byte order mark", Fault, i => i.Sign(Header(i), "\uFEFF" + Payload(i)));
        yield return new("payload in UTF-16", Fault, i => Signed(i, Encoding.Unicode.GetBytes(Payload(i))));
        yield return new("payload in Latin-1", Fault, i => Signed(i, Encoding.Latin1.GetBytes(PayloadWith(i, "\"x\":\"é\""))));
        yield return new("overlong UTF-8", Fault, i => Signed(i, [.. Encoding.UTF8.GetBytes(Payload(i)[..^1]), .. ",\"x\":\""u8, 0xC0, 0x80, .. "\"}"u8]));
        yield return new("a surrogate in UTF-8", Fault, i => Signed(i, [.. Encoding.UTF8.GetBytes(Payload(i)[..^1]), .. ",\"x\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]));
        yield return new("half a surrogate pair", Fault, i => i.Sign(Header(i), PayloadWith(i, "\"x\":\"\\ud800\"")));
        yield return new("half a surrogate pair as a name", Fault, i => i.Sign(Header(i), PayloadWith(i, "\"\\udc00\":1")));
        yield return new("duplicate claim", Fault, i => i.Sign(Header(i), PayloadWith(i, "\"role\":\"operator\"")));
        yield return new("duplicate claim, equal", Fault, i => i.Sign(Header(i), PayloadWith(i, "\"role\":\"customer\"")));
        yield return new("duplicate claim, escaped", Fault, i => i.Sign(Header(i), PayloadWith(i, "\"r\\u006fle\":\"operator\"")));
        yield return new("duplicate member, nested", Fault, i => i.Sign(Header(i), PayloadWith(i, "\"x\":[{\"a\":{\"b\":1,\"b\":2}}]")));
    }
}
