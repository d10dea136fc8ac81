namespace Tests.Api.Operations;

/// <summary>What anyone may read without a token.</summary>
[Collection(nameof(Platform))]
public sealed class WellKnownTests(Platform platform)
{
    [Fact]
    public async Task The_keys_that_verify_what_the_platform_signs_are_published()
    {
        var answer = await platform.Anonymous.Get("/.well-known/jwks.json");

        var keys = answer.Ok().Items("keys");
        Assert.Equal("application/json", answer.Type);
        Assert.Equal("public, max-age=300", answer.Header("Cache-Control"));
        Assert.Equal(["EC P-256 ES256 sig", "OKP Ed25519 EdDSA sig"], keys.Select(k => $"{k.Text("kty")} {k.Text("crv")} {k.Text("alg")} {k.Text("use")}"));
        Assert.Equal("kty crv alg use kid x y", keys[0].Members());
        Assert.Equal("kty crv alg use kid x", keys[1].Members());
    }

    [Fact]
    public async Task They_are_not_the_issuers_which_keep_their_own_address()
    {
        var ours = (await platform.Anonymous.Get("/.well-known/jwks.json")).Ok().Items("keys").Select(k => k.Text("kid"));
        var discovery = (await platform.Anonymous.Get("/.well-known/openid-configuration")).Ok();

        var address = new Uri(discovery.Text("jwks_uri")!).AbsolutePath;
        Assert.NotEqual("/.well-known/jwks.json", address);
        var issuers = (await platform.Anonymous.Get(address)).Ok().Items("keys").Select(k => k.Text("kid")).ToArray();
        Assert.NotEmpty(issuers);
        Assert.Empty(issuers.Intersect(ours));
    }

    [Fact]
    public async Task Global_privacy_control_is_said_to_be_honoured()
    {
        var answer = await platform.Anonymous.Get("/.well-known/gpc.json");

        Assert.Equal("""{"gpc":true,"lastUpdate":"2026-11-24"}""", answer.Text);
        Assert.Equal(("application/json", 200), (answer.Type, answer.Status));
    }

    [Theory]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/.well-known/gpc.json")]
    public async Task A_token_that_does_not_verify_does_no_harm(string path) =>
        (await platform.Anonymous.With("Authorization", "Bearer x").Get(path)).Ok();
}
