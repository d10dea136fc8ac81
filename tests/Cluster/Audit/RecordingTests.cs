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
using static Tests.Audit.AuditedCustomers;
using Fault = Tests.Storage.Fault;

namespace Tests.Audit;

/// <summary>Nothing is answered that is not recorded, and every acknowledged mutation is recorded once, whatever fails.</summary>
[Collection(PlatformCollection.Name)]
public sealed class RecordingTests(PlatformCluster platform)
{
    private readonly AuditedCustomers customers = new(platform);

    [Fact]
    public async Task A_read_that_cannot_be_recorded_is_refused()
    {
        var customer = await customers.Create("not-recorded");
        platform.Audit.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.AuditUnavailable, await Refused(() => customer.Read()));
        Assert.Null(await Refused(() => customer.Read()));
    }

    [Fact]
    public async Task A_mutation_that_cannot_be_recorded_changes_nothing()
    {
        var customer = await customers.Create("not-changed");
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
        var customer = await customers.Create("refusal-unrecorded");
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
        var customer = await customers.Create(id);
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
        Assert.Single(await customers.Entries(id), e => e.Operation == "profile.patch");
    }

    [Fact]
    public async Task A_key_that_comes_again_after_a_day_makes_a_new_change_and_a_new_entry()
    {
        var customer = await customers.Create("again");
        var operation = Guid.NewGuid();
        var began = platform.Time.Ahead;
        try
        {
            for (var day = 1; day <= 3; day++)
            {
                platform.AsFrontend(operation: operation);
                await customer.Patch(Draft("occupation", "baker"), null);
                await customer.Patch(Draft("occupation", "baker"), null);
                Assert.Equal(day, (await customers.Entries("again")).Count(e => e.Operation == "profile.patch"));
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
    public async Task An_entry_means_allowed_and_attempted()
    {
        var customer = await customers.Create("attempted");
        platform.Storage.FailNext(Fault.Before);
        Assert.Equal(ProblemCode.Unavailable, await Refused(() => customer.Patch(Draft("occupation", "baker"), null)));
        Assert.Single(await customers.Entries("attempted"), e => e is { Kind: AuditKind.Mutation, Operation: "profile.patch", Outcome: "allowed" });
    }

    [Fact]
    public async Task An_unknown_customer_and_a_forbidden_one_cost_the_same_and_leave_the_same()
    {
        await customers.Create("forbidden");
        platform.AsCustomer("curious");
        foreach (var id in new[] { "forbidden", "never-was" })
        {
            var before = await customers.Size(id);
            Assert.Equal(ProblemCode.CustomerUnknown, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id)).Read()));
            Assert.Equal(before + 1, await customers.Size(id));
        }
    }

    [Fact]
    public async Task A_privacy_signal_is_one_mutation_and_only_from_who_may_speak_for_the_customer()
    {
        var customer = await customers.Create("signals");
        platform.AsFrontend("astrology");
        CallContext.Set(CallContext.PrivacyControl, "1");
        Assert.Equal(ProblemCode.PurposeNotAllowed, await Refused(() => customer.Read()));
        Assert.DoesNotContain(await customers.Entries("signals"), e => e.Operation == "consent.privacy-control");
        platform.AsCustomer("signals");
        CallContext.Set(CallContext.PrivacyControl, "1");
        await customer.Read();
        await customer.Read();
        CallContext.Set(CallContext.PrivacyControl, null);
        Assert.Single(await customers.Entries("signals"), e => e is { Operation: "consent.privacy-control", Kind: AuditKind.Mutation });
    }

    [Fact]
    public async Task Entries_hold_the_customer_by_a_tag_and_free_text_by_its_hash()
    {
        var customer = await customers.Create("tagged");
        platform.AsAdvisor("desk", "case 4711 of Mrs Novak");
        await customer.Read();
        var entries = await customers.Leaves("tagged");
        Assert.All(entries, leaf => Assert.DoesNotContain(platform.KeyOf("tagged").ToString("N"), leaf, StringComparison.OrdinalIgnoreCase));
        Assert.All(entries, leaf => Assert.DoesNotContain("Novak", leaf, StringComparison.Ordinal));
        Assert.Contains(entries, leaf => leaf.Contains("\"case\":", StringComparison.Ordinal));
        platform.AsCustomer("tagged");
        var usage = await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("tagged")).Usage(new UsageQuery(null, null, 100, null));
        Assert.Single(usage.Value!.Entries, e => e.CaseReference == "case 4711 of Mrs Novak");
    }
}
