using Grains;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Due;
using Grains.Interfaces.Keys;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Orleans;
using Orleans.Runtime;
using StoreFault = Tests.Storage.Fault;

namespace Tests.Cluster.Keys;

/// <summary>A customer's personal key is replaced while the customer is served: nothing of theirs is lost, whatever fails on the way.</summary>
[Collection(PlatformCollection.Name)]
public sealed class KeyReplacementTests(PlatformCluster platform)
{
    private const int MostChanges = 20;

    [Fact]
    public async Task Everything_held_of_the_customer_stays_readable_and_only_the_new_key_opens_the_record()
    {
        const string Id = "rekeyed";
        await Create(Id);
        platform.AsAdvisor("ada", "case 7");
        Assert.NotNull((await Profile(Id).Read()).Value);
        platform.AsCustomer(Id);
        var requestId = (await Grain<ICustomerRights>(Id).File(new RightsIntake { Right = "access", Regime = "gdpr", Details = "what do you know?" })).Value!.RequestId;
        var decision = (await Grain<ICustomerPersonalization>(Id).Recommend(new RecommendationQuery())).Value!;
        var operation = Guid.NewGuid();
        platform.AsFrontend(operation: operation);
        var written = (await Profile(Id).Put(Id, Draft())).Value!;
        var before = await Row(Id);

        for (var times = 1; times <= 2; times++)
        {
            platform.AsOperator();
            var replaced = (await Grain<ICustomerKeys>(Id).Replace()).Value!;
            var row = await Row(Id);
            Assert.Equal(replaced.ReplacedKeyId, row.Former[^1]);
            Assert.Equal((times, null), (row.Former.Length, row.Pending));
            if (times == 1)
            {
                await platform.Deactivate(Id);
            }
        }

        Assert.NotEqual(before.Personal!.Bytes, (await Row(Id)).Personal!.Bytes);
        Assert.Equal(before.PersonalKeyId, (await Row(Id)).Former[0]);
        platform.AsCustomer(Id);
        Assert.Equal("Jana", (await Profile(Id).Read()).Value!.Attributes["givenName"].Value.Text);
        Assert.Equal(ConsentState.Given, (await Grain<ICustomerConsent>(Id).Read()).Value!.Purposes.Single(p => p.Purpose == "personalised-offers").State);
        Assert.NotNull((await Grain<ICustomerPersonalization>(Id).Feedback(decision.DecisionId, new OfferFeedback(decision.Items[0].Offer, "clicked"))).Value);
        var usage = (await Grain<ICustomerUsage>(Id).Usage(new UsageQuery(null, null, 100, null))).Value!.Entries;
        Assert.Single(usage, e => e.CaseReference == "case 7");
        Assert.Equal(2, usage.Count(e => e is { Operation: "keys.replace", Role: "operator" }
            && e.Text.StartsWith("An operator of the platform asked to replace the key that encrypts your data and was allowed to.", StringComparison.Ordinal)));
        Assert.Contains(usage, e => e.Operation == "profile.put");
        Assert.Equal("what do you know?", (await Grain<ICustomerExport>(Id).Export(requestId)).Value!.RightsRequests.Single().Details);
        platform.AsFrontend(operation: operation);
        Assert.Equivalent(written, (await Profile(Id).Put(Id, Draft())).Value, strict: true); // the repeat finds its answer
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task Whichever_change_fails_the_repeat_ends_it_and_the_customer_is_served_all_the_while(StoreFault fault)
    {
        for (var change = 1; ; change++)
        {
            var (id, operation) = ($"rekeyed-{fault}-{change}", Guid.NewGuid());
            await Create(id);
            var (before, entries) = (await Row(id), await platform.EntriesOf("keys.replace"));
            platform.Crash.Arm(change, fault);
            await Replace(id, operation);
            var hasFired = platform.Crash.HasFired;
            platform.Crash.Disarm();
            await Serves(id);
            var replaced = await Replace(id, operation) ?? throw new InvalidOperationException("The repeat must end it.");

            Assert.Equal(before.PersonalKeyId, replaced.ReplacedKeyId);
            await Ended(id, before);
            Assert.Equal(entries + 1, await platform.EntriesOf("keys.replace"));
            if (!hasFired)
            {
                Assert.InRange(change, 7, MostChanges); // the entry, what is due, the pending key, the row, the key, what is due no more
                return;
            }
        }
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task One_that_nobody_repeats_is_ended_by_what_is_due_or_never_began(StoreFault fault)
    {
        for (var (change, hasFired) = (1, true); hasFired; change++)
        {
            var id = $"due-{fault}-{change}";
            await Create(id);
            var before = await Row(id);
            platform.Crash.Arm(change, fault);
            await Replace(id, Guid.NewGuid());
            hasFired = platform.Crash.HasFired;
            platform.Crash.Disarm();

            await Sweep();
            if ((await Row(id)).PersonalKeyId == before.PersonalKeyId)
            {
                Assert.Null((await Row(id)).Pending);
                Assert.DoesNotContain(DueWork.KeyReplacement, await platform.DueOf(platform.KeyOf(id)));
                await Serves(id);
            }
            else
            {
                await Ended(id, before);
            }
        }
    }

    [Fact]
    public async Task Any_other_change_ends_one_that_was_cut_off()
    {
        const string Id = "rekeyed-by-the-way";
        await Create(Id);
        var before = await Row(Id);
        platform.Keys.IsReplacementStuck = true;
        Assert.Null(await Replace(Id, Guid.NewGuid()));
        platform.Keys.IsReplacementStuck = false;
        Assert.NotNull((await Row(Id)).Pending);
        platform.AsFrontend();
        Assert.NotNull((await Profile(Id).Put(Id, Draft())).Value);
        await Ended(Id, before);
    }

    [Fact]
    public async Task An_erasure_names_every_key_that_the_customer_had()
    {
        const string Id = "rekeyed-erased";
        await Create(Id);
        var first = (await Row(Id)).PersonalKeyId;
        Assert.NotNull(await Replace(Id, null));
        var second = (await Row(Id)).PersonalKeyId;
        platform.AsCustomer(Id);
        var filed = (await Grain<ICustomerRights>(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
        await platform.AsSilo(async () =>
        {
            await platform.Client.GetGrain<IDue>(DueWork.Erasure).AsReference<IRemindable>().ReceiveReminder("tick", default);
            return 0;
        });

        platform.AsOfficer("ada");
        Assert.Equal("fulfilled", (await Grain<ICustomerRights>(Id).Read(filed.RequestId)).Value!.Status);
        Assert.Equivalent(new[] { first, second }, (await platform.Audit.DestroyedKeys().ToListAsync()).Where(id => id == first || id == second), strict: true);
        var certificate = (await Grain<ICustomerRights>(Id).Certificate(filed.RequestId)).Value!.Split('.')[1];
        var said = System.Text.Json.Nodes.JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(certificate))!["keyIds"]!.AsArray();
        Assert.Equal([second.ToString("N"), first.ToString("N")], said.Select(id => (string)id!));
        platform.AsOperator();
        Assert.Equal(ProblemCode.CustomerErased, (await Assert.ThrowsAsync<RefusedException>(() => Grain<ICustomerKeys>(Id).Replace().AsTask())).Refusal.Code);
    }

    [Fact]
    public async Task A_record_of_which_a_section_does_not_open_keeps_its_key()
    {
        const string Id = "rekeyed-broken";
        await Create(Id);
        var before = await Row(Id);
        await Create("rekeyed-lender");
        await platform.Deactivate(Id);
        var (own, other) = (await platform.ReadRow(Id), await platform.ReadRow("rekeyed-lender"));
        own.State = own.State! with { Profile = other.State!.Profile };
        await platform.Storage.WriteStateAsync("customer", Profile(Id).GetGrainId(), own);
        platform.AsOperator();
        Assert.Equal(ProblemCode.Unavailable, (await Assert.ThrowsAsync<RefusedException>(() => Grain<ICustomerKeys>(Id).Replace().AsTask())).Refusal.Code);
        Assert.Equivalent(before, await Row(Id), strict: true);
    }

    private T Grain<T>(string id)
        where T : IGrainWithGuidKey => platform.Client.GetGrain<T>(platform.KeyOf(id));

    private ICustomerProfile Profile(string id) => Grain<ICustomerProfile>(id);

    private static Input<ProfileDraft> Draft() => new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") });

    private async Task<CustomerKeyRow> Row(string id) => (await platform.Service<ICustomerKeyStore>().Read(platform.KeyOf(id)))!;

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Profile(id).Put(id, Draft())).Value!.Created);
        platform.AsCustomer(id);
        Assert.NotNull((await Grain<ICustomerConsent>(id).Decide("personalised-offers", new ConsentDecision { State = "given" })).Value);
    }

    /// <summary>Asks for a replacement; null where its outcome is unknown.</summary>
    private async Task<KeyReplaced?> Replace(string id, Guid? operation)
    {
        platform.AsOperator(operation);
        try
        {
            return (await Grain<ICustomerKeys>(id).Replace()).Value;
        }
        catch (RefusedException refused) when (refused.Refusal.Code is ProblemCode.Unavailable or ProblemCode.AuditUnavailable)
        {
            return null;
        }
    }

    private async Task Serves(string id)
    {
        platform.AsCustomer(id);
        Assert.Equal("Jana", (await Profile(id).Read()).Value!.Attributes["givenName"].Value.Text);
        Assert.True((await Grain<ICustomerConsent>(id).History()).Value!.Events.Length == 1);
    }

    private async Task Ended(string id, CustomerKeyRow before)
    {
        await Sweep(); // a row of what is done may be left
        var row = await Row(id);
        Assert.Equal(before.PersonalKeyId, Assert.Single(row.Former));
        Assert.Equal((null, null), (row.Pending, row.PendingKeyId));
        Assert.DoesNotContain(DueWork.KeyReplacement, await platform.DueOf(platform.KeyOf(id)));
        await Serves(id);
        await platform.Deactivate(id);
        await Serves(id);
    }

    private Task Sweep() => platform.AsSilo(async () =>
    {
        await platform.Client.GetGrain<IDue>(DueWork.KeyReplacement).AsReference<IRemindable>().ReceiveReminder("tick", default);
        return 0;
    });
}
