using static Tests.Api.Access.TokenAttacks;

namespace Tests.Api.Access;

/// <summary>Headers that would choose the algorithm, the type or the key by which they are judged.</summary>
internal static class AttacksOnHeader
{
    private const string Fault = "malformed";

    private static readonly string[] Members =
    [
        "\"crit\":[\"exp\"]", "\"crit\":[\"x\"],\"x\":1", "\"crit\":[]", "\"crit\":\"exp\"", "\"crit\":null", "\"jku\":\"https://evil.test\"", "\"jwk\":{\"kty\":\"EC\"}",
        "\"x5u\":\"https://evil.test\"", "\"x5c\":[\"AAAA\"]", "\"x5t\":\"AAAA\"", "\"x5t#S256\":\"AAAA\"", "\"b64\":false", "\"b64\":false,\"crit\":[\"b64\"]",
        "\"zip\":\"DEF\"", "\"enc\":\"A256GCM\"", "\"cty\":\"JWT\"", "\"epk\":{}", "\"p2c\":1000000000", "\"x\":1", "\"typ\":\"at+jwt\"", "\"alg\":\"none\"", "\"alg\":\"ES256\"",
        "\"kid\":\"other\"", "\"al\\u0067\":\"ES256\"", "\"Alg\":\"none\"", "\"ALG\":\"none\"",
    ];

    public static IEnumerable<TokenAttack> All => Algorithms().Concat(Types()).Concat(KeyIds()).Concat(Others());

    private static IEnumerable<TokenAttack> Algorithms()
    {
        foreach (var alg in new[]
                 {
                     "none", "None", "NONE", "nOnE", "NoNe", "none ", " none", "n\u043Ene", "", "HS256", "HS512", "RS256", "ES384", "ES512", "PS384", "PS512", "es256", "ps256", "EdDSA", "ES256K", "ES256 ", "ES256\u0000",
                 })
        {
            yield return new($"alg '{alg}'", Fault, i => i.Sign(Header(i, alg: alg), Payload(i)));
            yield return new($"alg '{alg}', unsigned", Fault, i => $"{TestIssuer.Encode(Header(i, alg: alg))}.{TestIssuer.Encode(Payload(i))}.");
        }

        foreach (var alg in new[] { "null", "0", "[\"ES256\"]", "{}" })
        {
            yield return new($"alg = {alg}", Fault, i => i.Sign($$"""{"alg":{{alg}},"typ":"at+jwt","kid":"{{i.Es256.Id}}"}""", Payload(i)));
        }

        yield return new("no alg", Fault, i => i.Sign($$"""{"typ":"at+jwt","kid":"{{i.Es256.Id}}"}""", Payload(i)));
    }

    private static IEnumerable<TokenAttack> Types()
    {
        foreach (var typ in new[] { "JWT", "jwt", "at+JWT", "AT+JWT", "application/AT+JWT", "logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", "application/jwt", "", " at+jwt", "at+jwt;v=1" })
        {
            yield return new($"typ '{typ}'", Fault, i => i.Sign(Header(i, typ: typ), Payload(i))) { Good = LongType };
        }

        foreach (var typ in new[] { "null", "1", "[\"at+jwt\"]" })
        {
            yield return new($"typ = {typ}", Fault, i => i.Sign($$"""{"alg":"ES256","typ":{{typ}},"kid":"{{i.Es256.Id}}"}""", Payload(i)));
        }

        yield return new("no typ", Fault, i => i.Sign($$"""{"alg":"ES256","kid":"{{i.Es256.Id}}"}""", Payload(i)));
        yield return new("an id token", Fault, i => i.Sign(
            Header(i, typ: "JWT"), $$"""{"iss":"{{i.Name}}","aud":"app","sub":"C1","nonce":"n","exp":{{Now(i) + 600}},"iat":{{Now(i)}}}"""));

        static string LongType(TestIssuer issuer) => issuer.Sign(Header(issuer, typ: "application/at+jwt"), Payload(issuer));
    }

    private static IEnumerable<TokenAttack> KeyIds()
    {
        foreach (var kid in new[]
                 {
                     "somebody", "../../../../dev/null", "/dev/null", "file:///proc/sys/kernel/randomize_va_space", "x' UNION SELECT 'secret' --", "'; DROP TABLE customer_key; --", "$(id)", "`id`", "*", "null", "0",
                     "https://evil.test/key", " ", "\u0000", "\u212A", new string('k', 256),
                 })
        {
            yield return new($"kid '{kid}'", "unknown-key", i => i.Sign(Header(i, kid: kid), Payload(i)));
        }

        yield return new("kid in another case", "unknown-key", i => i.Sign(Header(i, kid: i.Es256.Id.ToUpperInvariant() + "X"), Payload(i)));
        yield return new("kid and a space", "unknown-key", i => i.Sign(Header(i, kid: i.Es256.Id + " "), Payload(i)));
        yield return new("kid and a null character", "unknown-key", i => i.Sign(Header(i, kid: i.Es256.Id + "\u0000"), Payload(i)));
        yield return new("kid of a key for another algorithm", "unknown-key", i => i.Sign(Header(i, "PS256"), Payload(i), i.Ps256)) { Good = GoodPs256 };
        yield return new("another key's kid", "unknown-key", i => i.Sign(Header(i, kid: i.Ps256.Id), Payload(i)));
        yield return new("empty kid", Fault, i => i.Sign(Header(i, kid: string.Empty), Payload(i)));
        yield return new("long kid", Fault, i => i.Sign(Header(i, kid: new string('k', 257)), Payload(i)));
        yield return new("no kid", Fault, i => i.Sign("""{"typ":"at+jwt","alg":"ES256"}""", Payload(i)));
        foreach (var kid in new[] { "null", "1", "true", "{}", "[]", "[\"K\"]" })
        {
            yield return new($"kid = {kid}", Fault, i => i.Sign($$"""{"alg":"ES256","typ":"at+jwt","kid":{{kid.Replace("K", i.Es256.Id)}}}""", Payload(i)));
        }
    }

    private static IEnumerable<TokenAttack> Others()
    {
        foreach (var member in Members)
        {
            yield return new($"header with {member}", Fault, i => i.Sign(HeaderWith(i, member), Payload(i)));
        }

        foreach (var header in new[] { "[]", "null", "\"ES256\"", "", "{}", "{\"alg\"}" })
        {
            yield return new($"header '{header}'", Fault, i => i.Sign(header, Payload(i)));
        }

        yield return new("header after a byte order mark", Fault, i => i.Sign("\uFEFF" + Header(i), Payload(i)));
        yield return new("header goes on", Fault, i => i.Sign(Header(i) + "{}", Payload(i)));
    }
}
