using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Tests.Cluster;
using Tests.Storage;
using Fault = Tests.Storage.Fault;

namespace Tests.Audit;

/// <summary>Nothing is answered that is not recorded, and every acknowledged mutation is recorded once, whatever fails.</summary>
[Collection(PlatformCollection.Name)]
public sealed class RecordingTests(PlatformCluster platform)
{
    [Fact]
    public async Task A_read_that_cannot_be_recorded_is_refused()
    {
        var customer = await Create("not-recorded");
        platform.Audit.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.AuditUnavailable, await Refused(() => customer.Read()));
        Assert.Null(await Refused(() => customer.Read()));
    }

    [Fact]
    public async Task A_mutation_that_cannot_be_recorded_changes_nothing()
    {
        var customer = await Create("not-changed");
        platform.Audit.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.AuditUnavailable, await Refused(() => customer.Patch(Draft("occupation", "baker"), null)));
        platform.AsFrontend();
        Assert.Equal(1, (await customer.Read()).Value!.Version);
        await platform.Deactivate("not-changed");
        Assert.Equal(1, (await customer.Read()).Value!.Version);
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_recorded_says_so_instead()
    {
        var customer = await Create("refusal-unrecorded");
        platform.AsFrontend("advice");
        platform.Audit.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.AuditUnavailable, await Refused(() => customer.Read()));
        Assert.Equal(ProblemCode.ConsentRequired, await Refused(() => customer.Read()));
    }

    [Theory]
    [InlineData(Fault.Before, Fault.None)]
    [InlineData(Fault.After, Fault.None)]
    [InlineData(Fault.None, Fault.Before)]
    [InlineData(Fault.None, Fault.After)]
    [InlineData(Fault.After, Fault.After)]
    public async Task An_acknowledged_mutation_has_exactly_one_entry_whatever_failed_before(Fault audit, Fault state)
    {
        var id = $"one-entry-{audit}-{state}";
        var customer = await Create(id);
        platform.AsFrontend(operation: Guid.NewGuid());
        platform.Audit.FailNext(audit);
        if (audit == Fault.None)
        {
            platform.Storage.FailNext(state);
        }

        Assert.NotNull(await Refused(() => customer.Patch(Draft("occupation", "baker"), null)));
        if (audit != Fault.None)
        {
            platform.Storage.FailNext(state);
        }

        while (await Refused(() => customer.Patch(Draft("occupation", "baker"), null)) is not null)
        {
            Assert.NotEqual(Fault.None, state);
        }

        Assert.Null(await Refused(() => customer.Patch(Draft("occupation", "baker"), null))); // acknowledged once more, done no more
        Assert.Single(await Entries(id), e => e.Operation == "profile.patch");
    }

    [Fact]
    public async Task A_key_that_comes_again_after_a_day_makes_a_new_change_and_a_new_entry()
    {
        var customer = await Create("again");
        var operation = Guid.NewGuid();
        var began = platform.Time.Ahead;
        try
        {
            for (var day = 1; day <= 3; day++)
            {
                platform.AsFrontend(operation: operation);
                await customer.Patch(Draft("occupation", "baker"), null);
                await customer.Patch(Draft("occupation", "baker"), null);
                Assert.Equal(day, (await Entries("again")).Count(e => e.Operation == "profile.patch"));
                platform.Time.Ahead += TimeSpan.FromHours(24.5);
            }
        }
        finally
        {
            platform.Time.Ahead = began;
        }
    }

    [Fact]
    public async Task A_creation_that_could_not_be_recorded_leaves_no_customer()
    {
        platform.AsFrontend();
        var customer = platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf("phantom"));
        platform.Audit.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.AuditUnavailable, await Refused(() => customer.Put("phantom", Draft("givenName", "Jana"))));
        Assert.Equal(ProblemCode.CustomerUnknown, await Refused(() => customer.Read()));
        Assert.True((await customer.Put("phantom", Draft("givenName", "Jana"))).Value!.Created);
        Assert.Equal("phantom", (await customer.Read()).Value!.CustomerId);
    }

    [Fact]
    public async Task Equal_refusals_that_come_at_once_are_one_entry_and_their_number()
    {
        var store = platform.Service<IAuditStore>();
        await platform.Service<AccessRecorder>().Close(DateTimeOffset.MaxValue);
        var before = await store.Size(0);
        platform.AsFrontend();
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Refused(() => platform.Client.GetGrain<IReviews>(0).List(new ReviewQuery(true, 1, null))))),
            code => Assert.Equal(ProblemCode.RoleNotAllowed, code));
        await platform.Service<AccessRecorder>().Close(DateTimeOffset.MaxValue);
        var added = (await store.Leaves(0, before, 100)).Select(l => AuditLeaf.Decode(l.Leaf)).Where(e => e.Operation == "reviews.list").ToArray();
        Assert.Equal(50, added.Sum(e => e.Count));
        Assert.Equal(2, added.Length);
    }

    [Fact]
    public async Task A_text_that_somebody_put_beside_an_entry_is_not_shown()
    {
        var customer = await Create("swapped");
        platform.AsAdvisor("desk", "first case");
        await customer.Read();
        platform.AsAdvisor("desk", "second case");
        await customer.Read();
        await platform.Sql("UPDATE audit_entry SET sealed = (SELECT max(sealed) FROM audit_entry WHERE sealed IS NOT NULL) WHERE sealed IS NOT NULL");
        platform.AsCustomer("swapped");
        var usage = (await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("swapped")).Usage(new UsageQuery(null, null, 100, null))).Value!;
        Assert.True(usage.Entries.Count(e => e.CaseReference is not null) <= 1);
        Assert.Equal(2, usage.Entries.Count(e => e.Role == "advisor"));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1001, null)]
    [InlineData(int.MaxValue, null)]
    [InlineData(-1, null)]
    [InlineData(10, "r")]
    [InlineData(10, "-1")]
    public async Task A_question_that_makes_no_sense_is_refused_whoever_sends_it(int limit, string? after)
    {
        var id = $"asks-{limit}-{after}";
        await Create(id);
        platform.AsCustomer(id);
        var usage = platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf(id));
        Assert.Equal(ProblemCode.InvalidValue, await Refused(() => usage.Usage(new UsageQuery(null, null, limit, after))));
    }

    [Fact]
    public async Task A_page_of_usage_never_exceeds_its_limit_and_pages_miss_nothing()
    {
        var customer = await Create("pages");
        for (var i = 0; i < 3; i++)
        {
            await customer.Read();
            platform.AsCustomer("pages");
            await customer.Read();
            platform.AsFrontend();
        }

        platform.AsCustomer("pages");
        var usage = platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("pages"));
        var lines = new List<UsageEntry>();
        for (string? after = null; lines.Count == 0 || after is not null;)
        {
            var page = (await usage.Usage(new UsageQuery(null, null, 1, after))).Value!;
            Assert.InRange(page.Entries.Length, 0, 1);
            lines.AddRange(page.Entries);
            after = page.Next;
        }

        Assert.Equal(6, lines.Where(l => l.Operation == "profile.read").Sum(l => l.Count));
    }

    [Fact]
    public async Task An_entry_means_allowed_and_attempted()
    {
        var customer = await Create("attempted");
        platform.Storage.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.Unavailable, await Refused(() => customer.Patch(Draft("occupation", "baker"), null)));
        Assert.Single(await Entries("attempted"), e => e is { Kind: AuditKind.Mutation, Operation: "profile.patch", Outcome: "allowed" });
    }

    [Fact]
    public async Task A_minute_of_equal_reads_is_two_entries()
    {
        var customer = await Create("repeats");
        for (var i = 0; i < 5; i++)
        {
            await customer.Read();
        }

        Assert.Equal("1", await ReadCounts("repeats"));
        platform.Time.Ahead += TimeSpan.FromSeconds(61);
        await WaitFor(async () => await ReadCounts("repeats") == "4 1");
        await customer.Read();
        Assert.Equal("1 4 1", await ReadCounts("repeats"));
    }

    [Fact]
    public async Task A_customer_who_falls_asleep_loses_no_number()
    {
        var customer = await Create("sleeps");
        await customer.Read();
        await customer.Read();
        await platform.Deactivate("sleeps");
        await WaitFor(async () => await ReadCounts("sleeps") == "1 1");
    }

    [Fact]
    public async Task A_closing_entry_that_failed_is_tried_again_and_written_once()
    {
        var customer = await Create("closes-late");
        await customer.Read();
        await customer.Read();
        platform.Audit.FailNext(Fault.After);
        platform.Time.Ahead += TimeSpan.FromSeconds(61);
        await WaitFor(async () => await ReadCounts("closes-late") == "1 1");
        platform.Time.Ahead += TimeSpan.FromSeconds(61);
        await customer.Read();
        Assert.Equal("1 1 1", await ReadCounts("closes-late"));
    }

    [Fact]
    public async Task An_unknown_customer_and_a_forbidden_one_cost_the_same_and_leave_the_same()
    {
        await Create("forbidden");
        platform.AsCustomer("curious");
        foreach (var id in new[] { "forbidden", "never-was" })
        {
            var before = await Size(id);
            Assert.Equal(ProblemCode.CustomerUnknown, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id)).Read()));
            Assert.Equal(before + 1, await Size(id));
        }
    }

    [Fact]
    public async Task Callers_whom_nobody_verified_are_one_entry_per_reason()
    {
        var store = platform.Service<IAuditStore>();
        var before = await store.Size(0);
        CallContext.Set(CallContext.Token, null);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(ProblemCode.TokenMissing, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(Guid.NewGuid()).Read()));
        }

        CallContext.Set(CallContext.Token, "nonsense");
        Assert.Equal(ProblemCode.TokenInvalid, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(Guid.NewGuid()).Read()));
        await platform.Service<AccessRecorder>().Close(DateTimeOffset.MaxValue);

        var added = (await store.Leaves(0, before, 100)).Select(l => AuditLeaf.Decode(l.Leaf)).Where(e => e.Kind == AuditKind.Unverified).ToArray();
        Assert.Single(added, e => e is { Outcome: "token-missing", Count: >= 20, Subject: null, Client: null });
        Assert.Single(added, e => e is { Outcome: "token-invalid", Subject: null });
    }

    [Fact]
    public async Task A_privacy_signal_is_one_mutation_and_only_from_who_may_speak_for_the_customer()
    {
        var customer = await Create("signals");
        platform.AsFrontend("astrology");
        CallContext.Set(CallContext.PrivacyControl, "1");
        Assert.Equal(ProblemCode.PurposeNotAllowed, await Refused(() => customer.Read()));
        Assert.DoesNotContain(await Entries("signals"), e => e.Operation == "consent.privacy-control");
        platform.AsCustomer("signals");
        CallContext.Set(CallContext.PrivacyControl, "1");
        await customer.Read();
        await customer.Read();
        CallContext.Set(CallContext.PrivacyControl, null);
        Assert.Single(await Entries("signals"), e => e is { Operation: "consent.privacy-control", Kind: AuditKind.Mutation });
    }

    [Fact]
    public async Task Entries_hold_the_customer_by_a_tag_and_free_text_by_its_hash()
    {
        var customer = await Create("tagged");
        platform.AsAdvisor("desk", "case 4711 of Mrs Novak");
        await customer.Read();
        var entries = await Leaves("tagged");
        Assert.All(entries, leaf => Assert.DoesNotContain(platform.KeyOf("tagged").ToString("N"), leaf, StringComparison.OrdinalIgnoreCase));
        Assert.All(entries, leaf => Assert.DoesNotContain("Novak", leaf, StringComparison.Ordinal));
        Assert.Contains(entries, leaf => leaf.Contains("\"case\":", StringComparison.Ordinal));
        platform.AsCustomer("tagged");
        var usage = await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("tagged")).Usage(new UsageQuery(null, null, 100, null));
        Assert.Single(usage.Value!.Entries, e => e.CaseReference == "case 4711 of Mrs Novak");
    }

    private async Task<string> ReadCounts(string id) =>
        string.Join(' ', (await Entries(id)).Where(e => e.Operation == "profile.read").Select(e => e.Count));

    private static Input<ProfileDraft> Draft(string name, string value) => new ProfileDraft(new() { [name] = AttributeValue.Of(value) });

    private static async Task<ProblemCode?> Refused<T>(Func<ValueTask<Reply<T>>> call)
    {
        try
        {
            return (await call()).Refusal?.Code;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal.Code;
        }
    }

    private static async Task WaitFor(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Makes a customer; the calls that follow come from the front end that did.</summary>
    private Task<ICustomerProfile> Create(string id)
    {
        platform.AsFrontend();
        return Put(id);
    }

    private async Task<ICustomerProfile> Put(string id)
    {
        var customer = platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));
        Assert.True((await customer.Put(id, Draft("givenName", "Jana"))).Value!.Created);
        return customer;
    }

    private ValueTask<long> Size(string id) => platform.Audit.Size(AuditPlace.Of(platform.KeyOf(id), platform.Audit.Shards));

    /// <summary>A customer's entries, newest first: those with the tag of the entry that made the customer.</summary>
    private async Task<IReadOnlyList<AuditEntry>> Entries(string id) => [.. (await Leaves(id)).Select(l => AuditLeaf.Decode(System.Text.Encoding.UTF8.GetBytes(l)))];

    private async Task<IReadOnlyList<string>> Leaves(string id)
    {
        var shard = AuditPlace.Of(platform.KeyOf(id), platform.Audit.Shards);
        var key = (await platform.Service<Grains.Keys.CustomerVault>().Open(platform.KeyOf(id))).Key!;
        var tag = new byte[32];
        key.Mac("audit-subject", platform.KeyOf(id).ToByteArray(), tag);
        var rows = await platform.Audit.Of(shard, tag.AsMemory(0, 16), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, long.MaxValue, 1000);
        return [.. rows.Select(r => System.Text.Encoding.UTF8.GetString(r.Leaf))];
    }
}
