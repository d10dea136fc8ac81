using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tests.Api.Access;

/// <summary>A token that must not verify.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="Fault">The reason that must be named, as the verifier's metric writes it.</param>
/// <param name="Make">Makes it.</param>
public sealed record TokenAttack(string Name, string Fault, Func<TestIssuer, string> Make)
{
    /// <summary>Makes a token that verifies and differs in that one thing.</summary>
    public Func<TestIssuer, string> Good { get; init; } = TokenAttacks.Good;
}

/// <summary>The corpus of token attacks, and what they are made from. On the BCL alone, so that each test project tries them at its own door.</summary>
public static class TokenAttacks
{
    public static IReadOnlyDictionary<string, TokenAttack> All { get; } =
        AttacksOnForm.All.Concat(AttacksOnHeader.All).Concat(AttacksOnKeys.All).Concat(AttacksOnClaims.All)
            .ToDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>Those that fit into a header of HTTP, where white space around a token is none of its own.</summary>
    public static IEnumerable<(TokenAttack Attack, string Token)> Sendable(TestIssuer issuer) => All.Values
        .Select(attack => (attack, token: attack.Make(issuer)))
        .Where(a => a.token.Trim() == a.token && a.token.Length < 20_000 && a.token.All(c => c is > ' ' and <= '~' or ' ' or '\t'));

    public static string Good(TestIssuer issuer) => issuer.Sign(Header(issuer), Payload(issuer));

    public static string GoodPs256(TestIssuer issuer) => issuer.Sign(Header(issuer, "PS256", kid: issuer.Ps256.Id), Payload(issuer), issuer.Ps256);

    public static string Header(TestIssuer issuer, string alg = "ES256", string typ = "at+jwt", string? kid = null) =>
        JsonSerializer.Serialize(new { alg, typ, kid = kid ?? issuer.Es256.Id }, Plain);

    /// <summary>A good header with members more.</summary>
    public static string HeaderWith(TestIssuer issuer, string members) => $"{Header(issuer)[..^1]},{members}}}";

    public static string Payload(TestIssuer issuer, string role = "customer") => JsonSerializer.Serialize(issuer.Claims(role, "C1"));

    /// <summary>A good payload with members more.</summary>
    public static string PayloadWith(TestIssuer issuer, string members) => $"{Payload(issuer)[..^1]},{members}}}";

    /// <summary>A token whose claims are good but for one.</summary>
    public static string Claiming(TestIssuer issuer, string name, object? value) =>
        issuer.Mint(new Dictionary<string, object?>(issuer.Claims("customer", "C1")) { [name] = value });

    public static long Now(TestIssuer issuer) => issuer.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A good token with one segment changed.</summary>
    public static string Changed(TestIssuer issuer, int segment, Func<string, string> change)
    {
        var segments = Good(issuer).Split('.');
        segments[segment] = change(segments[segment]);
        return string.Join('.', segments);
    }

    /// <summary>A token of any bytes under a good header, well signed.</summary>
    public static string Signed(TestIssuer issuer, byte[] payload)
    {
        var content = $"{TestIssuer.Encode(Header(issuer))}.{Base64Url.EncodeToString(payload)}";
        return $"{content}.{Base64Url.EncodeToString(issuer.Es256.Sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
