namespace Tests.Api.Access;

/// <summary>The corpus of token attacks at the front door: one answer for all of them, so that none learns how close it came.</summary>
public sealed class TokenAttackTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly TestIssuer issuer = TestIssuer.Listen();
    private PlatformProcess process = null!;

    public async Task InitializeAsync() => process = await PlatformProcess.Start(folder.Below("data"), 0, ("Identity__Authority", issuer.Name));

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task No_attack_opens_anything_and_all_hear_the_same()
    {
        var told = new HashSet<string>();
        var tried = 0;
        foreach (var (attack, token) in TokenAttacks.Sendable(issuer))
        {
            (await As(attack.Good(issuer)).Get("/v1/catalog/purposes")).Ok();
            var answer = await As(token).Get("/v1/catalog/purposes");
            Assert.True(answer.Code == (token.Length == 0 ? "token-missing" : "token-invalid"), $"{attack.Name}: {answer.Status} {answer.Text}");
            answer.Problem(401, answer.Code!);
            told.UnionWith(token.Length == 0 ? [] : [answer.Told]);
            tried++;
        }

        Assert.Single(told);
        Assert.InRange(tried, TokenAttacks.All.Count - 12, TokenAttacks.All.Count); // a few cannot be written into a header
    }

    [Fact]
    public async Task A_retired_key_opens_nothing_as_soon_as_a_token_of_a_new_one_was_seen()
    {
        var old = issuer.Token("customer", "C1");
        (await As(old).Get("/v1/catalog/purposes")).Ok();

        issuer.Rotate();
        (await As(issuer.Token("customer", "C1")).Get("/v1/catalog/purposes")).Ok();

        (await As(old).Get("/v1/catalog/purposes")).Problem(401, "token-invalid");
    }

    private ApiClient As(string token) => new(process.Http, token);
}
