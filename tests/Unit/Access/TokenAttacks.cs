extern alias silo;

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using silo::Silo.Access.Tokens;
using Tests.Api.Access;

namespace Tests.Unit.Access;

/// <summary>Tokens that must not verify, each one step away from a good one, with the fault that must be named.</summary>
public static class TokenAttacks
{
    public static IReadOnlyDictionary<string, (string Fault, Func<TestIssuer, string> Make)> All { get; } = Forms()
        .Concat(Headers()).Concat(Keys()).Concat(Claims()).ToDictionary(a => a.Name, a => (a.Fault, a.Make), StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Fault, Func<TestIssuer, string> Make)> Forms()
    {
        yield return ("empty", TokenFaults.Malformed, _ => string.Empty);
        yield return ("dots only", TokenFaults.Malformed, _ => "..");
        yield return ("no signature", TokenFaults.Malformed, i => Good(i)[..(Good(i).LastIndexOf('.') + 1)]);
        yield return ("two segments", TokenFaults.Malformed, i => Good(i)[..Good(i).LastIndexOf('.')]);
        yield return ("four segments", TokenFaults.Malformed, i => Good(i) + ".AAAA");
        yield return ("five segments", TokenFaults.Malformed, i => Good(i) + ".AAAA.AAAA");
        yield return ("padded signature", TokenFaults.Malformed, i => Good(i) + "==");
        yield return ("padded header", TokenFaults.Malformed, i => Replace(Good(i), 0, s => s + "="));
        yield return ("leading space", TokenFaults.Malformed, i => " " + Good(i));
        yield return ("trailing newline", TokenFaults.Malformed, i => Good(i) + "\n");
        yield return ("space inside", TokenFaults.Malformed, i => Replace(Good(i), 1, s => s.Insert(4, " ")));
        yield return ("standard base64", TokenFaults.Malformed, i => Replace(Good(i), 2, s => "+/" + s[2..]));
        yield return ("no ASCII", TokenFaults.Malformed, i => Replace(Good(i), 2, s => "é" + s[1..]));
        yield return ("null character", TokenFaults.Malformed, i => Good(i) + "\0");
        yield return ("bits that decode to nothing", TokenFaults.Malformed, i => Replace(Good(i), 2, s => s[..^1] + Next(s[^1])));
        yield return ("a segment of 4n+1", TokenFaults.Malformed, i => Replace(Good(i), 2, s => s + "AAA"));
        yield return ("truncated", TokenFaults.Malformed, i => Good(i)[..40]);
        yield return ("short signature", TokenFaults.Signature, i => Replace(Good(i), 2, s => s[..80]));
        yield return ("enormous", TokenFaults.Malformed, i => i.Mint(With(i, "padding", new string('a', 8 * 1024))));
        yield return ("ten million characters", TokenFaults.Malformed, _ => new string('a', 10_000_000));
        yield return ("two tokens", TokenFaults.Malformed, i => $"{Good(i)},{Good(i)}");
        yield return ("payload is a list", TokenFaults.Malformed, i => i.Sign(Header(i), "[]"));
        yield return ("payload is no JSON", TokenFaults.Malformed, i => i.Sign(Header(i), "{\"a\":1,}"));
        yield return ("payload has a comment", TokenFaults.Malformed, i => i.Sign(Header(i), "/**/" + Payload(i)));
        yield return ("payload goes on", TokenFaults.Malformed, i => i.Sign(Header(i), Payload(i) + "{}"));
        yield return ("payload is too deep", TokenFaults.Malformed, i => i.Sign(Header(i), Add(i, $"\"x\":{new string('[', 40)}{new string(']', 40)}")));
        yield return ("half a surrogate pair", TokenFaults.Malformed, i => i.Sign(Header(i), Add(i, "\"x\":\"\\ud800\"")));
        yield return ("half a surrogate pair as a name", TokenFaults.Malformed, i => i.Sign(Header(i), Add(i, "\"\\udc00\":1")));
        yield return ("duplicate claim", TokenFaults.Malformed, i => i.Sign(Header(i), Add(i, "\"role\":\"operator\"")));
        yield return ("duplicate claim, escaped", TokenFaults.Malformed, i => i.Sign(Header(i), Add(i, "\"r\\u006fle\":\"operator\"")));
        yield return ("duplicate member, nested", TokenFaults.Malformed, i => i.Sign(Header(i), Add(i, "\"x\":[{\"a\":{\"b\":1,\"b\":2}}]")));
        yield return ("tampered payload", TokenFaults.Signature, i => Replace(Good(i), 1, _ => TestIssuer.Encode(Payload(i, "operator"))));
    }

    private static IEnumerable<(string Name, string Fault, Func<TestIssuer, string> Make)> Headers()
    {
        foreach (var alg in new[] { "none", "None", "NONE", "nOnE", "", "HS256", "HS512", "RS256", "ES384", "ES512", "PS384", "PS512", "es256", "EdDSA", "ES256 " })
        {
            yield return ($"alg '{alg}'", TokenFaults.Malformed, i => i.Sign(Header(i, alg: alg), Payload(i)));
        }

        yield return ("alg none, unsigned", TokenFaults.Malformed, i => $"{TestIssuer.Encode(Header(i, alg: "none"))}.{TestIssuer.Encode(Payload(i))}.");
        yield return ("HS256 with the public key", TokenFaults.Malformed, SignedWithPublicKey);
        foreach (var typ in new[] { "JWT", "jwt", "at+JWT", "AT+JWT", "logout+jwt", "application/jwt", "", "at+jwt;v=1" })
        {
            yield return ($"typ '{typ}'", TokenFaults.Malformed, i => i.Sign(Header(i, typ: typ), Payload(i)));
        }

        foreach (var member in new[]
                 {
                     "\"crit\":[\"exp\"]", "\"crit\":[]", "\"jku\":\"https://evil.test\"", "\"jwk\":{\"kty\":\"EC\"}", "\"x5u\":\"https://evil.test\"",
                     "\"x5c\":[\"AAAA\"]", "\"x5t\":\"AAAA\"", "\"b64\":false", "\"zip\":\"DEF\"", "\"enc\":\"A256GCM\"", "\"cty\":\"JWT\"", "\"x\":1",
                     "\"typ\":\"at+jwt\"", "\"al\\u0067\":\"ES256\"", "\"Alg\":\"none\"",
                 })
        {
            yield return ($"header with {member}", TokenFaults.Malformed, i => i.Sign($"{Header(i)[..^1]},{member}}}", Payload(i)));
        }

        yield return ("no typ", TokenFaults.Malformed, i => i.Sign($"{{\"alg\":\"ES256\",\"kid\":\"{i.Es256.Id}\"}}", Payload(i)));
        yield return ("no alg", TokenFaults.Malformed, i => i.Sign($"{{\"typ\":\"at+jwt\",\"kid\":\"{i.Es256.Id}\"}}", Payload(i)));
        yield return ("no kid", TokenFaults.Malformed, i => i.Sign("{\"typ\":\"at+jwt\",\"alg\":\"ES256\"}", Payload(i)));
        yield return ("kid of another type", TokenFaults.Malformed, i => i.Sign("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":1}", Payload(i)));
        yield return ("empty kid", TokenFaults.Malformed, i => i.Sign(Header(i, kid: string.Empty), Payload(i)));
        yield return ("long kid", TokenFaults.Malformed, i => i.Sign(Header(i, kid: new string('k', 257)), Payload(i)));
    }

    private static IEnumerable<(string Name, string Fault, Func<TestIssuer, string> Make)> Keys()
    {
        yield return ("unknown kid", TokenFaults.UnknownKey, i => i.Sign(Header(i, kid: "somebody"), Payload(i)));
        yield return ("kid in another case", TokenFaults.UnknownKey, i => i.Sign(Header(i, kid: i.Es256.Id.ToUpperInvariant() + "x"), Payload(i)));
        yield return ("kid of a key for another algorithm", TokenFaults.UnknownKey, i => i.Sign(Header(i, alg: "PS256"), Payload(i), i.Ps256));
        yield return ("known kid, another's key", TokenFaults.Signature, i => i.Sign(Header(i), Payload(i), TestKey.Create("ES256")));
        yield return ("PS256, another's key", TokenFaults.Signature, i => i.Sign(Header(i, "PS256", kid: i.Ps256.Id), Payload(i), TestKey.Create("PS256")));
        yield return ("PS256 said, RS256 signed", TokenFaults.Signature, i => i.Sign(Header(i, "PS256", kid: i.Ps256.Id), Payload(i), TestKey.Create("RS256")));
        yield return ("signature of zeros", TokenFaults.Signature, i => Replace(Good(i), 2, s => new string('A', s.Length)));
    }

    private static IEnumerable<(string Name, string Fault, Func<TestIssuer, string> Make)> Claims()
    {
        foreach (var (name, value, fault) in Values())
        {
            var text = JsonSerializer.Serialize(value);
            yield return ($"{name} = {text}", fault, i => i.Mint(With(i, name, value is DateTimeOffset at ? at.ToUnixTimeSeconds() : value)));
        }

        foreach (var (name, fault) in new[]
                 {
                     ("iss", TokenFaults.Issuer), ("aud", TokenFaults.Audience), ("exp", TokenFaults.Lifetime), ("sub", TokenFaults.Claims),
                     ("client_id", TokenFaults.Claims), ("role", TokenFaults.Claims), ("customer_id", TokenFaults.Claims),
                 })
        {
            yield return ($"no {name}", fault, i => i.Mint(i.Claims("customer", "C1").Where(c => c.Key != name).ToDictionary()));
        }

        foreach (var role in new[] { "frontend", "advisor", "officer", "auditor", "operator" })
        {
            yield return ($"customer_id of {role}", TokenFaults.Claims, i => i.Mint(new Dictionary<string, object?>(i.Claims(role)) { ["customer_id"] = "C1" }));
        }

        yield return ("expired at the end of the skew", TokenFaults.Lifetime, i => i.Mint(With(i, "exp", Now(i) - 30)));
        yield return ("not valid yet", TokenFaults.Lifetime, i => i.Mint(With(i, "nbf", Now(i) + 31)));
        yield return ("signed in tomorrow", TokenFaults.Claims, i => i.Mint(With(i, "auth_time", Now(i) + 86_400)));
        yield return ("issuer with a slash", TokenFaults.Issuer, i => i.Mint(With(i, "iss", i.Name + "/")));
    }

    private static IEnumerable<(string Name, object? Value, string Fault)> Values()
    {
        foreach (var role in new object?[] { "Customer", "admin", "", "0", "customer ", "customer,operator", 0, null, new[] { "customer" } })
        {
            yield return ("role", role, TokenFaults.Claims);
        }

        foreach (var id in new object?[] { "", "a/b", "a b", new string('c', 65), 17, null, new[] { "C1" } })
        {
            yield return ("customer_id", id, TokenFaults.Claims);
        }

        foreach (var subject in new object?[] { "", 1, null, new string('s', 257) })
        {
            yield return ("sub", subject, TokenFaults.Claims);
            yield return ("client_id", subject, TokenFaults.Claims);
        }

        foreach (var audience in new object?[] { "", "account", "PROFILE-PLATFORM", "profile-platform ", Array.Empty<string>(), new[] { "account", "other" }, null })
        {
            yield return ("aud", audience, TokenFaults.Audience);
        }

        foreach (var name in new object?[] { "https://evil.test", "HTTPS://ISSUER.TEST", "", null })
        {
            yield return ("iss", name, TokenFaults.Issuer);
        }

        yield return ("purposes", new[] { "servicing" }, TokenFaults.Claims);
        yield return ("auth_time", "now", TokenFaults.Claims);
        yield return ("auth_time", -1, TokenFaults.Claims);
        yield return ("exp", 1.5e9, TokenFaults.Lifetime);
        yield return ("exp", 4.1e9 + 0.5, TokenFaults.Claims);
        yield return ("exp", null, TokenFaults.Invalid);
    }

    private static string Good(TestIssuer issuer) => issuer.Sign(Header(issuer), Payload(issuer));

    private static string Header(TestIssuer issuer, string alg = "ES256", string typ = "at+jwt", string? kid = null) =>
        JsonSerializer.Serialize(new { alg, typ, kid = kid ?? issuer.Es256.Id }, Plain);

    private static string Payload(TestIssuer issuer, string role = "customer") => JsonSerializer.Serialize(issuer.Claims(role, "C1"));

    private static string Add(TestIssuer issuer, string member) => $"{Payload(issuer)[..^1]},{member}}}";

    private static Dictionary<string, object?> With(TestIssuer issuer, string name, object? value) =>
        new(issuer.Claims("customer", "C1")) { [name] = value };

    private static long Now(TestIssuer issuer) => issuer.Time.GetUtcNow().ToUnixTimeSeconds();

    private static string Replace(string token, int segment, Func<string, string> change)
    {
        var segments = token.Split('.');
        segments[segment] = change(segments[segment]);
        return string.Join('.', segments);
    }

    // The last character of a 64-byte signature carries four bits that decode to nothing; the next one of the alphabet sets one of them.
    private static char Next(char last)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return Alphabet[Alphabet.IndexOf(last, StringComparison.Ordinal) + 1];
    }

    private static string SignedWithPublicKey(TestIssuer issuer)
    {
        var secret = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(issuer.Es256.Jwk));
        return issuer.Sign(Header(issuer, alg: "HS256"), Payload(issuer), issuer.Es256 with { Sign = data => HMACSHA256.HashData(secret, data) });
    }

    private static JsonSerializerOptions Plain { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
