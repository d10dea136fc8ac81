extern alias silo;

using System.Text.Json;
using Grains.Interfaces.Access;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using silo::Silo.Access.Tokens;
using silo::Silo.Keys;
using Tests.Api.Access;

namespace Tests.Unit.Access;

/// <summary>What a token must be to verify. Every attack stands beside a good token of the same issuer.</summary>
public sealed class TokenVerifierTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Pseudonyms pseudonyms = new(new byte[32]);
    private readonly TestIssuer issuer;
    private readonly TokenVerifier verifier;

    public TokenVerifierTests()
    {
        issuer = new TestIssuer(time: time);
        verifier = new TokenVerifier(new FixedIssuerKeys(PublicKeys()), new FixedDenyList(DenyList.Empty), pseudonyms, time);
    }

    public static TheoryData<string> Attacks => [.. TokenAttacks.All.Keys];

    public static TheoryData<string> Roles => ["customer", "frontend", "advisor", "officer", "auditor", "operator"];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_token_that_is_one_step_from_good_does_not_verify(string name)
    {
        var attack = TokenAttacks.All[name];
        Assert.Null((await Verify(attack.Good(issuer))).Fault);

        var token = attack.Make(issuer);
        var verdict = await Verify(token);
        var again = await Verify(token);

        Assert.Null(verdict.Token);
        Assert.Equal(attack.Fault, verdict.Fault);
        Assert.Equal(verdict, again);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_good_token_of_every_role_verifies(string role)
    {
        var verdict = await Verify(issuer.Token(role, "C1"));

        Assert.Null(verdict.Fault);
        Assert.Equal(role, verdict.Token!.Role.ToString().ToLowerInvariant());
        Assert.Equal(role == "customer" ? pseudonyms.Of("C1") : null, verdict.Token.Customer);
    }

    [Fact]
    public async Task A_verified_token_says_what_its_claims_say()
    {
        var claims = issuer.Claims("advisor", "anna", "servicing advice");
        claims["auth_time"] = 1_700_000_000;
        claims["client_id"] = "branch";

        var token = (await Verify(issuer.Mint(claims))).Token!;

        Assert.Equal(("anna", "branch"), (token.Subject, token.ClientId));
        Assert.Equal(["advice", "servicing"], token.Purposes.Order());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), token.AuthTime);
        Assert.Equal(time.GetUtcNow().AddHours(1), token.ExpiresAt);
    }

    [Fact]
    public async Task Both_spellings_of_the_type_and_both_algorithms_verify()
    {
        var claims = issuer.Claims("auditor");
        var payload = System.Text.Json.JsonSerializer.Serialize(claims);

        Assert.Null((await Verify(issuer.Mint(claims, issuer.Es256))).Fault);
        Assert.Null((await Verify(issuer.Mint(claims, issuer.Ps256))).Fault);
        Assert.Null((await Verify(issuer.Sign($$"""{"typ":"application/at+jwt","kid":"{{issuer.Es256.Id}}","alg":"ES256"}""", payload))).Fault);
    }

    [Fact]
    public async Task One_of_several_audiences_may_be_ours()
    {
        var claims = issuer.Claims("auditor");
        claims["aud"] = new[] { "account", "profile-platform" };

        Assert.Null((await Verify(issuer.Mint(claims))).Fault);
    }

    [Theory]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task A_published_key_of_another_algorithm_signs_nothing(string algorithm)
    {
        issuer.Keys = [.. issuer.Keys, TestKey.Create(algorithm)];
        var honest = new TokenVerifier(new FixedIssuerKeys(PublicKeys()), new FixedDenyList(DenyList.Empty), pseudonyms, time);

        var verdict = await honest.Verify(issuer.Mint(issuer.Claims("auditor"), issuer.Keys[^1]), default);

        Assert.Equal(TokenFaults.Malformed, verdict.Fault);
        Assert.Null((await honest.Verify(issuer.Token("auditor"), default)).Fault);
    }

    [Fact]
    public async Task A_token_verifies_until_the_skew_after_its_expiry_is_over_and_not_a_second_longer()
    {
        var remembered = issuer.Token("auditor", lifetime: TimeSpan.FromMinutes(5));
        var unseen = issuer.Token("auditor", lifetime: TimeSpan.FromMinutes(5));
        Assert.Null((await Verify(remembered)).Fault);

        time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(29));
        Assert.Null((await Verify(remembered)).Fault);
        Assert.Null((await verifier.Verify(unseen[..], default)).Fault);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TokenFaults.Lifetime, (await Verify(remembered)).Fault);
        Assert.Equal(TokenFaults.Lifetime, (await Verify(issuer.Mint(Expired()))).Fault);
    }

    [Fact]
    public async Task A_token_verifies_from_the_skew_before_its_beginning()
    {
        var claims = issuer.Claims("auditor");
        claims["nbf"] = time.GetUtcNow().ToUnixTimeSeconds() + 30;

        Assert.Null((await Verify(issuer.Mint(claims))).Fault);
    }

    [Fact]
    public async Task No_beginning_of_a_token_verifies_but_the_whole()
    {
        var token = issuer.Token("customer", "C1");
        for (var length = 0; length < token.Length; length++)
        {
            Assert.Null((await Verify(token[..length])).Token);
        }

        Assert.NotNull((await Verify(token)).Token);
    }

    [Fact]
    public async Task The_other_spelling_of_a_signature_says_what_the_first_one_says()
    {
        var token = issuer.Token("customer", "C1");
        var other = AttacksOnKeys.OtherSpelling(token);

        Assert.NotEqual(token, other);
        Assert.Equal(token, AttacksOnKeys.OtherSpelling(other));
        var (first, second) = ((await Verify(token)).Token!, (await Verify(other)).Token!);
        Assert.Equal((first.Role, first.Subject, first.Customer, first.ExpiresAt), (second.Role, second.Subject, second.Customer, second.ExpiresAt));
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("application/at+jwt")]
    public async Task What_the_platform_signs_statements_with_signs_no_token(string type)
    {
        using var platform = new SigningKeys([.. Enumerable.Repeat((byte)7, 32)], new byte[32]);
        var claims = JsonSerializer.SerializeToUtf8Bytes(issuer.Claims("operator"));
        var statement = platform.SignStatement(type, claims);
        var published = new JsonWebKey { Kty = "EC", Crv = "P-256", Kid = platform.StatementKey.Kid, X = platform.StatementKey.X, Y = platform.StatementKey.Y };

        Assert.Equal(TokenFaults.UnknownKey, (await Verify(statement)).Fault);

        // The statement is in order but for its key: an issuer that published it would be believed.
        var fooled = new TokenVerifier(new FixedIssuerKeys(IssuerKeySet.Of(issuer.Name, [published])), new FixedDenyList(DenyList.Empty), pseudonyms, time);
        Assert.Equal(Role.Operator, (await fooled.Verify(statement, default)).Token?.Role);
    }

    [Fact]
    public async Task A_remembered_token_answers_at_once_and_with_the_same_verdict()
    {
        var token = issuer.Token("frontend", purposes: "servicing");
        var first = await Verify(token);

        var second = Verify(new string(token));

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Same(first.Token, (await second).Token);
    }

    [Fact]
    public async Task Without_keys_nothing_verifies_and_the_fault_says_that_the_issuer_is_unreachable()
    {
        var alone = new TokenVerifier(new NoKeys(), new FixedDenyList(DenyList.Empty), pseudonyms, time);

        Assert.Equal(TokenFaults.IssuerUnreachable, (await alone.Verify(issuer.Token("auditor"), default)).Fault);
        Assert.Equal(TokenFaults.Malformed, (await alone.Verify("nonsense", default)).Fault);
    }

    public void Dispose() => issuer.Dispose();

    private Dictionary<string, object?> Expired() => issuer.Claims("auditor", lifetime: TimeSpan.FromSeconds(-30));

    private ValueTask<TokenVerdict> Verify(string token) => verifier.Verify(token, default);

    private IssuerKeySet PublicKeys() => IssuerKeySet.Of(issuer.Name, new JsonWebKeySet(issuer.Jwks).Keys);

    private sealed class NoKeys : IIssuerKeys
    {
        public IssuerKeySet? Current => null;

        public Task<IssuerKeySet?> Renew(CancellationToken cancellationToken) => Task.FromResult<IssuerKeySet?>(null);
    }
}
