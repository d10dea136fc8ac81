extern alias silo;

using Grains.Interfaces.Access;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using silo::Silo.Access.Tokens;
using Tests.Api.Access;

namespace Tests.Unit.Access;

/// <summary>The deny list of a file, as a verifier sees it while the file changes.</summary>
public sealed class WatchedDenyListTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("profileplatform-deny").FullName, "deny.txt");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Lines log = new();
    private readonly TestIssuer issuer;
    private readonly WatchedDenyList list;
    private readonly TokenVerifier verifier;

    public WatchedDenyListTests()
    {
        File.WriteAllText(path, "# nobody yet\n");
        issuer = new TestIssuer(time: time);
        list = new WatchedDenyList(DenyListFile.Open(path), time, log);
        var keys = IssuerKeySet.Of(issuer.Name, new JsonWebKeySet(issuer.Jwks).Keys);
        verifier = new TokenVerifier(new FixedIssuerKeys(keys), list, new Pseudonyms(new byte[32]), time);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_is_put_on_the_list_is_refused_after_the_next_look_and_others_are_not(bool replaced)
    {
        var (denied, other) = (issuer.Token("auditor"), issuer.Token("auditor"));
        Assert.Null(await Fault(denied));
        Assert.Null(await Fault(other));
        var remembered = (await verifier.Verify(other, default)).Token;

        Write($"jti {IdOf(denied)}", replaced);
        Assert.Null(await Fault(denied));
        Look();

        Assert.Equal(TokenFaults.Revoked, await Fault(denied));
        Assert.Equal(TokenFaults.Revoked, await Fault(denied));
        Assert.Equal(TokenFaults.Revoked, await Fault(AttacksOnKeys.OtherSpelling(denied)));
        Assert.Null(await Fault(other));
        Assert.NotSame(remembered, (await verifier.Verify(other, default)).Token);
    }

    [Theory]
    [InlineData("sub anna")]
    [InlineData("client anna")]
    public async Task Everything_that_a_subject_or_a_client_holds_is_refused(string line)
    {
        var token = issuer.Token("advisor", "anna");
        Assert.Null(await Fault(token));

        Write(line);
        Look();

        Assert.Equal(TokenFaults.Revoked, await Fault(token));
        Assert.Equal(TokenFaults.Revoked, await Fault(issuer.Token("advisor", "anna")));
        Assert.Null(await Fault(issuer.Token("advisor", "eva")));
    }

    [Fact]
    public async Task The_timer_looks_often_enough_for_a_minute()
    {
        Write("jti somebody");
        await list.StartAsync(default);
        await log.Next().WaitAsync(Limit); // the timer runs, and the first look is over
        var token = issuer.Token("auditor");
        Assert.Null(await Fault(token));

        Write("jti somebody\nclient auditor");
        time.Advance(WatchedDenyList.Period);
        await log.Next().WaitAsync(Limit);

        Assert.True(WatchedDenyList.Period < TimeSpan.FromSeconds(60));
        Assert.Equal(TokenFaults.Revoked, await Fault(token));
        await list.StopAsync(default);
    }

    [Fact]
    public async Task What_is_gone_from_the_file_counts_until_a_second_look_misses_it_too()
    {
        var token = issuer.Token("auditor");
        Write("client auditor");
        Look();
        Assert.Equal(TokenFaults.Revoked, await Fault(token));

        Write(string.Empty);
        Look();
        Assert.Equal(TokenFaults.Revoked, await Fault(token));

        Look();
        Assert.Null(await Fault(token));
    }

    [Fact]
    public void A_look_that_finds_the_same_changes_nothing()
    {
        Write("jti a\njti b");
        Look();
        var before = list.Current;

        Write("# the same in another order\njti b\njti a\n");
        Look();
        Look();

        Assert.NotNull(before);
        Assert.Same(before, list.Current);
    }

    [Theory]
    [InlineData("nonsense of a canary")]
    [InlineData(null)]
    public async Task A_file_that_cannot_be_used_leaves_the_last_good_list_for_a_minute_and_then_lets_nobody_in(string? text)
    {
        var (denied, good) = (issuer.Token("auditor"), issuer.Token("operator"));
        Write("client auditor");
        Look();
        Write(text);

        for (var looks = 0; looks < 3; looks++)
        {
            Look(WatchedDenyList.Period);
            Assert.Equal(TokenFaults.Revoked, await Fault(denied));
            Assert.Null(await Fault(good));
        }

        time.Advance(WatchedDenyList.Period);
        Assert.Equal(TokenFaults.IssuerUnreachable, await Fault(good));
        Assert.Equal(TokenFaults.IssuerUnreachable, await Fault(denied));
        Assert.Equal(TokenFaults.Malformed, await Fault("nonsense"));
        Assert.Equal(4, log.Seen.Count);
        Assert.All(log.Seen.Skip(1), line => Assert.True(
            line.Level == LogLevel.Error && line.Text.Contains(path, StringComparison.Ordinal) && !line.Text.Contains("canary", StringComparison.Ordinal), line.Text));

        Write("client auditor");
        Look();
        Assert.Null(await Fault(good));
        Assert.Equal(TokenFaults.Revoked, await Fault(denied));
    }

    [Fact]
    public async Task A_look_that_never_comes_lets_nobody_in_either()
    {
        var token = issuer.Token("operator");
        Assert.Null(await Fault(token));

        time.Advance(WatchedDenyList.Trust);

        Assert.Equal(TokenFaults.IssuerUnreachable, await Fault(token));
    }

    [Theory]
    [InlineData("jti a\nnonsense\n\nsub\n", "line 2", "line 4")]
    [InlineData(null, "cannot be read")]
    public void A_faulty_file_refuses_the_start_in_one_line(string? text, params string[] named)
    {
        Write(text);

        var message = Assert.Throws<InvalidOperationException>(() => DenyListFile.Open(path)).Message;

        Assert.All(named.Append(path).Append("Identity:DenyList"), part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_file_of_more_than_4_MiB_is_refused_and_not_read_in_part()
    {
        File.WriteAllText(path, new string('#', 4 * 1024 * 1024));
        DenyListFile.Open(path);

        File.AppendAllText(path, "\nclient auditor");
        Assert.Contains("bytes", Assert.Throws<InvalidOperationException>(() => DenyListFile.Open(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        list.Dispose();
        issuer.Dispose();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static string? IdOf(string token) => StrictJwt.Read(token)!.Payload.GetProperty("jti").GetString();

    private async Task<string?> Fault(string token) => (await verifier.Verify(token, default)).Fault;

    private void Look(TimeSpan after = default)
    {
        time.Advance(after);
        list.Look();
    }

    private void Write(string? text, bool replaced = false)
    {
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        File.WriteAllText(replaced ? path + ".new" : path, text);
        if (replaced)
        {
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    /// <summary>What was logged, and an event for each.</summary>
    private sealed class Lines : ILogger<WatchedDenyList>
    {
        private readonly SemaphoreSlim written = new(0);

        public List<(LogLevel Level, string Text)> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Seen.Add((logLevel, formatter(state, exception)));
            written.Release();
        }

        public Task Next() => written.WaitAsync();
    }
}
