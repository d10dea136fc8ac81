extern alias silo;

using Grains.Interfaces.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using silo::Silo.Access.Tokens;
using Tests.Api.Access;

namespace Tests.Unit.Access;

/// <summary>When the issuer is asked, and what its answers do to tokens that were verified before.</summary>
public sealed class RefreshedIssuerKeysTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim asked = new(0);
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TestIssuer issuer;
    private readonly RefreshedIssuerKeys keys;
    private readonly TokenVerifier verifier;
    private Func<Task<IssuerKeySet>> answer;
    private int questions;

    public RefreshedIssuerKeysTests()
    {
        issuer = new TestIssuer(time: time);
        answer = () => Task.FromResult(IssuerKeySet.Of(issuer.Name, new JsonWebKeySet(issuer.Jwks).Keys));
        keys = new RefreshedIssuerKeys(_ => Answer(), time, NullLogger<RefreshedIssuerKeys>.Instance);
        verifier = new TokenVerifier(keys, new FixedDenyList(DenyList.Empty), new Pseudonyms(new byte[32]), time);
    }

    [Fact]
    public async Task The_first_token_finds_the_keys_without_waiting_for_the_timer()
    {
        Assert.Null(await Fault(issuer.Token("auditor")));
        Assert.Equal(1, questions);
    }

    [Fact]
    public async Task A_token_of_a_new_key_verifies_at_once_and_one_of_a_retired_key_no_longer()
    {
        await keys.StartAsync(default);
        while (keys.Current is null)
        {
            await Task.Yield(); // a token that came before the first answer would make the silo ask once more
        }

        var old = issuer.Token("auditor");
        Assert.Null(await Fault(old));

        issuer.Rotate();
        Assert.Null(await Fault(old));
        Assert.Null(await Fault(issuer.Token("auditor")));

        Assert.Equal(TokenFaults.UnknownKey, await Fault(old));
        await keys.StopAsync(default);
    }

    [Fact]
    public async Task A_retired_key_is_refused_within_a_minute_even_where_no_token_of_another_key_comes()
    {
        await keys.StartAsync(default);
        Assert.True(await asked.WaitAsync(Limit));
        var old = issuer.Token("auditor", lifetime: TimeSpan.FromHours(2));
        Assert.Null(await Fault(old));

        issuer.Rotate();
        time.Advance(RefreshedIssuerKeys.Period);
        Assert.True(await asked.WaitAsync(Limit));
        await keys.Renew(default);

        Assert.True(RefreshedIssuerKeys.Period < TimeSpan.FromSeconds(60));
        Assert.Equal(TokenFaults.UnknownKey, await Fault(old));
        await keys.StopAsync(default);
    }

    [Fact]
    public async Task Made_up_key_ids_do_not_flood_the_issuer()
    {
        Assert.Null(await Fault(issuer.Token("auditor")));
        time.Advance(RefreshedIssuerKeys.Patience);
        var asked = questions;

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(TokenFaults.UnknownKey, await Fault(issuer.Mint(issuer.Claims("auditor"), TestKey.Create("ES256"))));
        }

        Assert.Equal(asked + 1, questions);
    }

    [Fact]
    public async Task The_same_keys_again_leave_remembered_tokens_alone()
    {
        var token = issuer.Token("auditor");
        var first = (await verifier.Verify(token, default)).Token;
        var set = keys.Current;

        time.Advance(RefreshedIssuerKeys.Patience);
        await keys.Renew(default);

        Assert.Equal(2, questions);
        Assert.Same(set, keys.Current);
        Assert.Same(first, (await verifier.Verify(token, default)).Token);
    }

    [Fact]
    public async Task An_issuer_that_was_never_reached_is_asked_again_after_a_second_and_nothing_verifies_before()
    {
        var reachable = answer;
        answer = () => throw new HttpRequestException("down");
        var token = issuer.Token("auditor");
        Assert.Equal(TokenFaults.IssuerUnreachable, await Fault(token));

        answer = reachable;
        Assert.Equal(TokenFaults.IssuerUnreachable, await Fault(token));
        time.Advance(RefreshedIssuerKeys.Impatience);

        Assert.Null(await Fault(token));
        Assert.Equal(2, questions);
    }

    [Fact]
    public async Task An_issuer_that_falls_silent_is_believed_for_an_hour_and_no_longer()
    {
        var token = issuer.Token("auditor", lifetime: TimeSpan.FromHours(8));
        Assert.Null(await Fault(token));
        answer = () => throw new HttpRequestException("down");

        time.Advance(RefreshedIssuerKeys.Trust - TimeSpan.FromSeconds(1));
        await keys.Renew(default);
        Assert.Null(await Fault(token));

        time.Advance(RefreshedIssuerKeys.Patience);
        await keys.Renew(default);
        Assert.Equal(TokenFaults.IssuerUnreachable, await Fault(token));
    }

    [Fact]
    public async Task One_question_serves_all_who_wait_and_who_gives_up_does_not_end_it()
    {
        var pending = new TaskCompletionSource<IssuerKeySet>();
        var real = await answer();
        answer = () => pending.Task;
        var token = issuer.Token("auditor");
        using var impatient = new CancellationTokenSource();

        var leaver = verifier.Verify(token, impatient.Token).AsTask();
        var stayer = verifier.Verify(token, default).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        pending.SetResult(real);

        Assert.Null((await stayer).Fault);
        Assert.Equal(1, questions);
    }

    public void Dispose()
    {
        keys.Dispose();
        asked.Dispose();
        issuer.Dispose();
    }

    private Task<IssuerKeySet> Answer()
    {
        questions++;
        asked.Release();
        return answer();
    }

    private async Task<string?> Fault(string token) => (await verifier.Verify(token, default)).Fault;
}
