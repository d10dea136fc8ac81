using Grains;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Due;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Orleans.Runtime;

namespace Tests.Cluster.Customer;

/// <summary>What the record on disk is worth without its keys, in another place, or out of its time.</summary>
[Collection(PlatformCollection.Name)]
public sealed class SealedRecordTests(PlatformCluster platform)
{
    private const string Offers = "personalised-offers";

    [Fact]
    public async Task Nothing_but_the_consent_section_is_opened_for_a_customer_who_has_not_consented()
    {
        await Create("unconsenting");
        platform.AsCustomer("unconsenting");
        await Of<ICustomerConsent>("unconsenting").Decide(Offers, new ConsentDecision { State = "refused" });
        await platform.Deactivate("unconsenting");
        using var opened = new OpenedSections();
        var offers = await Of<ICustomerPersonalization>("unconsenting").Recommend(new RecommendationQuery());
        Assert.False(offers.Value!.Personalised);
        Assert.Equal(["consent"], opened.Names);

        await Of<ICustomerConsent>("unconsenting").Decide(Offers, new ConsentDecision { State = "given" });
        Assert.True((await Of<ICustomerPersonalization>("unconsenting").Recommend(new RecommendationQuery())).Value!.Personalised);
        Assert.Contains("profile", opened.Names);
    }

    [Fact]
    public async Task A_row_put_in_another_customers_place_does_not_open_and_is_not_overwritten()
    {
        await Create("alice");
        await Create("bob");
        var (alice, bob) = (await platform.ReadRow("alice"), await platform.ReadRow("bob"));
        await platform.Deactivate("bob");
        await platform.Storage.WriteStateAsync("customer", IdOf("bob"), new GrainState<CustomerRecord>(alice.State, bob.ETag) { RecordExists = true });
        platform.AsFrontend();
        await Assert.ThrowsAnyAsync<Exception>(async () => await Of<ICustomerProfile>("bob").Read());
        await Assert.ThrowsAnyAsync<Exception>(async () => await Of<ICustomerProfile>("bob").Put("bob", Draft()));
        Assert.Equal(alice.State!.Version, (await platform.ReadRow("bob")).State!.Version);

        var stored = await platform.ReadRow("bob");
        await platform.Storage.WriteStateAsync("customer", IdOf("bob"), new GrainState<CustomerRecord>(bob.State, stored.ETag) { RecordExists = true });
        Assert.Equal("bob", (await Of<ICustomerProfile>("bob").Read()).Value!.CustomerId);
    }

    [Fact]
    public async Task A_restored_older_row_opens_with_all_consents_withdrawn()
    {
        await Create("restored");
        platform.AsCustomer("restored");
        var consent = Of<ICustomerConsent>("restored");
        await consent.Decide(Offers, new ConsentDecision { State = "given" });
        var backup = await platform.ReadRow("restored");
        await consent.Decide(Offers, new ConsentDecision { State = "withdrawn" });
        var now = await platform.ReadRow("restored");
        await platform.Deactivate("restored");
        await platform.Storage.WriteStateAsync("customer", IdOf("restored"), new GrainState<CustomerRecord>(backup.State, now.ETag) { RecordExists = true });

        Assert.Equal(ConsentState.Withdrawn, await StateOf(consent));
        Assert.False((await Of<ICustomerPersonalization>("restored").Recommend(new RecommendationQuery())).Value!.Personalised);
        await consent.Decide("advice", new ConsentDecision { State = "given" });
        await platform.Deactivate("restored");
        Assert.Equal(ConsentState.Withdrawn, await StateOf(consent));
        Assert.True((await platform.ReadRow("restored")).State!.Version > now.State!.Version);
    }

    [Fact]
    public async Task A_tombstone_answers_erased_at_every_door_and_no_write_brings_the_customer_back()
    {
        await Create("erased");
        await platform.Keys.Destroy((await platform.Keys.Read(platform.KeyOf("erased")))!);
        await platform.Deactivate("erased");
        platform.AsFrontend();
        Assert.Equal(ProblemCode.CustomerErased, await Refused(Of<ICustomerProfile>("erased").Read));
        Assert.Equal(ProblemCode.CustomerErased, await Refused(() => Of<ICustomerProfile>("erased").Put("erased", Draft())));
        Assert.Equal(ProblemCode.CustomerErased, await Refused(() => Of<ICustomerActivity>("erased").Record(new TransactionBatch([]))));
        platform.AsCustomer("erased");
        Assert.Equal(ProblemCode.CustomerErased, await Refused(() => Of<ICustomerConsent>("erased").WithdrawAll(new ConsentWithdrawal(null))));
        Assert.Equal(ProblemCode.CustomerErased, await Refused(() => Of<ICustomerPersonalization>("erased").Recommend(new RecommendationQuery())));
    }

    [Fact]
    public async Task An_account_silent_for_45_days_is_forgotten_by_the_sweep()
    {
        await Create("silent");
        platform.AsFrontend();
        var today = platform.Time.GetUtcNow().UtcDateTime;
        await Of<ICustomerActivity>("silent").Record(new TransactionBatch([new TransactionDraft
        {
            Id = "t", AccountId = "a", BookedAt = today.ToString("yyyy-MM-ddTHH:mm:ssZ"), Amount = 5, Currency = "EUR",
        }]));
        platform.AsCustomer("silent");
        Assert.Single((await Of<ICustomerActivity>("silent").Read(new TransactionQuery())).Value!.Transactions);
        var before = await platform.ReadRow("silent");
        platform.Time.Ahead = TimeSpan.FromDays(47);
        try
        {
            await platform.AsSilo(async () =>
            {
                await platform.Client.GetGrain<IDue>(DueWork.SilentActivity).AsReference<IRemindable>().ReceiveReminder("tick", default);
                return 0;
            });
        }
        finally
        {
            platform.Time.Ahead = TimeSpan.Zero;
        }

        Assert.True((await platform.ReadRow("silent")).State!.Version > before.State!.Version);
        Assert.Empty((await Of<ICustomerActivity>("silent").Read(new TransactionQuery())).Value!.Transactions);
        Assert.DoesNotContain(
            await platform.Service<IDueTable>().Next(DueWork.SilentActivity, DateTimeOffset.MaxValue, 1000), i => i.Customer == platform.KeyOf("silent"));
    }

    [Fact]
    public async Task Not_one_read_that_starts_after_the_withdrawal_is_personalised()
    {
        await Create("linear");
        platform.AsCustomer("linear");
        var consent = Of<ICustomerConsent>("linear");
        await consent.Decide(Offers, new ConsentDecision { State = "given" });
        var acknowledged = false;
        var readers = Enumerable.Range(0, 16).Select(async _ =>
        {
            var wrong = 0;
            for (var i = 0; i < 50; i++)
            {
                var started = Volatile.Read(ref acknowledged);
                var personal = (await Of<ICustomerPersonalization>("linear").Recommend(new RecommendationQuery())).Value!.Personalised;
                wrong += started && personal ? 1 : 0;
            }

            return wrong;
        }).ToList();
        await consent.Decide(Offers, new ConsentDecision { State = "withdrawn" });
        Volatile.Write(ref acknowledged, true);
        Assert.Equal(0, (await Task.WhenAll(readers)).Sum());
        Assert.False((await Of<ICustomerPersonalization>("linear").Recommend(new RecommendationQuery())).Value!.Personalised);
    }

    private static ProfileDraft Draft() => new(new() { ["givenName"] = AttributeValue.Of("Jana"), ["annualIncome"] = AttributeValue.Of(42_000) });

    private static async Task<ConsentState> StateOf(ICustomerConsent consent) =>
        (await consent.Read()).Value!.Purposes.Single(p => p.Purpose == Offers).State;

    private static async Task<ProblemCode?> Refused<T>(Func<ValueTask<Reply<T>>> call) =>
        (await Assert.ThrowsAsync<RefusedException>(async () => await call())).Refusal.Code;

    private T Of<T>(string id)
        where T : IGrainWithGuidKey => platform.Client.GetGrain<T>(platform.KeyOf(id));

    private GrainId IdOf(string id) => Of<ICustomerProfile>(id).GetGrainId();

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Of<ICustomerProfile>(id).Put(id, Draft())).Value!.Created);
    }
}
