extern alias silo;

using CsCheck;
using silo::Silo.Access.Tokens;
using Tests.Api.Access;

namespace Tests.Unit.Access;

/// <summary>The form of a token, whatever is thrown at it.</summary>
public sealed class StrictJwtTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    private static readonly TestIssuer Issuer = new();

    [Fact]
    public void A_good_token_is_read_as_it_was_written()
    {
        var jwt = StrictJwt.Read(Issuer.Token("customer", "C1"))!;

        Assert.Equal(("ES256", Issuer.Es256.Id), (jwt.Algorithm, jwt.KeyId));
        Assert.Equal("C1", jwt.Payload.GetProperty("customer_id").GetString());
    }

    [Fact]
    public void A_token_of_more_than_8_KiB_is_none()
    {
        var claims = Issuer.Claims("auditor");
        claims["room"] = new string('r', StrictJwt.MaxLength / 4 * 3);
        var token = Issuer.Mint(claims);
        claims["room"] = new string('r', (StrictJwt.MaxLength / 4 * 3) - (token.Length - StrictJwt.MaxLength));

        Assert.Null(StrictJwt.Read(token));
        Assert.NotNull(StrictJwt.Read(Issuer.Mint(claims)));
    }

    [Fact]
    public void No_text_makes_it_throw() => Gen.OneOf(
            Gen.String,
            Gen.Char[Alphabet].Array[0, 200].Select(c => new string(c)),
            Gen.Select(Gen.String, Gen.String).Select((h, p) => Issuer.Sign(h, p)),
            Gen.Select(Gen.String, Gen.String).Select((a, b) => Issuer.Sign(Issuer.Token("auditor"), $"{{\"{a}\":\"{b}\"}}")))
        .Sample(text => _ = StrictJwt.Read(text), iter: 5_000);

    [Fact]
    public void One_token_has_one_spelling()
    {
        // Any single character changed gives another token or none, never the same one again.
        var token = Issuer.Token("customer", "C1");
        var signature = token[(token.LastIndexOf('.') + 1)..];
        Gen.Select(Gen.Int[0, signature.Length - 1], Gen.Char[Alphabet[..^1]]).Sample(
            (at, to) =>
            {
                var changed = signature[..at] + to + signature[(at + 1)..];
                return changed == signature
                    || StrictJwt.Read(token[..^signature.Length] + changed) is null
                    || !System.Buffers.Text.Base64Url.DecodeFromChars(changed).SequenceEqual(System.Buffers.Text.Base64Url.DecodeFromChars(signature));
            },
            iter: 5_000);
    }
}
