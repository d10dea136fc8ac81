using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Due;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Orleans;
using Orleans.Runtime;
using Tests.Storage;

namespace Tests.Cluster.Profile;

/// <summary>Attributes go when their declared retention ends: woken by the due table, whatever fails on the way, and not while they are held.</summary>
public sealed class RetentionTests(PlatformCluster platform) : IClassFixture<PlatformCluster>, IDisposable
{
    private static readonly TimeSpan ThreeYears = TimeSpan.FromDays((3 * 365) + 2); // what is due is due by the day
    private readonly TimeSpan ahead = platform.Time.Ahead;

    public void Dispose() => platform.Time.Ahead = ahead;

    [Fact]
    public async Task What_has_ended_goes_by_itself_and_is_recorded_once()
    {
        const string Id = "ended";
        await ForgetOthers();
        await Create(Id);
        Assert.Equal(["retention"], await platform.DueOf(platform.KeyOf(Id)));
        await platform.Deactivate(Id);

        await Sweep();
        Assert.Equal("annualIncome givenName", await Attributes(Id)); // nothing has ended yet
        platform.Time.Ahead = ahead + ThreeYears;
        await Sweep();

        Assert.Equal("givenName", await Attributes(Id));
        await platform.Deactivate(Id);
        Assert.Equal("givenName", await Attributes(Id));
        Assert.Equal(["retention"], await platform.DueOf(platform.KeyOf(Id))); // the name's own end
        var line = Assert.Single(await Forgotten(Id));
        Assert.Equal(("none", "financial", "The platform removed data whose retention had ended. Data: Your income."), (line.Role, line.Categories.Single(), line.Text));
    }

    [Fact]
    public async Task What_is_written_again_stays_as_long_again()
    {
        const string Id = "renewed";
        await Create(Id);
        platform.Time.Ahead = ahead + TimeSpan.FromDays(700);
        await Create(Id, income: 43_000);

        platform.Time.Ahead = ahead + ThreeYears;
        await Sweep();
        Assert.Equal("annualIncome givenName", await Attributes(Id));
        platform.Time.Ahead = ahead + TimeSpan.FromDays(700) + ThreeYears;
        await Sweep();

        Assert.Equal("givenName", await Attributes(Id));
    }

    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task Whichever_change_fails_it_goes_in_the_end_and_is_recorded_once(Tests.Storage.Fault fault)
    {
        await ForgetOthers();
        for (var change = 1; change <= 4; change++)
        {
            var id = $"retention-{fault}-{change}";
            platform.Time.Ahead = ahead;
            await Create(id);
            platform.Time.Ahead = ahead + ThreeYears;
            platform.Crash.Arm(change, fault);
            await Sweep();
            platform.Crash.Disarm();
            platform.Time.Ahead += TimeSpan.FromHours(2);
            await Sweep();

            Assert.Equal("givenName", await Attributes(id));
            Assert.Single(await Forgotten(id));
        }
    }

    [Fact]
    public async Task Nothing_goes_while_a_legal_hold_stands_and_it_goes_afterwards()
    {
        const string Id = "held";
        await Create(Id);
        await platform.Hold(Id, hold => hold.Propose(new LegalHoldDraft("case 7", "2999-01-01")));
        platform.Time.Ahead = ahead + ThreeYears;
        await Sweep();
        Assert.Equal("annualIncome givenName", await Attributes(Id));

        platform.Time.Ahead = ahead;
        await platform.Hold(Id, hold => hold.ProposeLifting());
        platform.Time.Ahead = ahead + ThreeYears + TimeSpan.FromDays(2);
        await Sweep();

        Assert.Equal("givenName", await Attributes(Id));
    }

    [Fact]
    public async Task Nothing_goes_while_the_use_is_restricted()
    {
        const string Id = "kept-for-them";
        await Create(Id);
        platform.AsCustomer(Id);
        var filed = (await Rights(Id).File(new RightsIntake { Right = "restriction", Regime = "gdpr" })).Value!;
        platform.Time.Ahead = ahead + ThreeYears;
        await Sweep();
        Assert.Equal("annualIncome givenName", await Attributes(Id));

        platform.AsCustomer(Id);
        Assert.NotNull((await Rights(Id).Revoke(filed.RequestId)).Value);
        platform.Time.Ahead += TimeSpan.FromDays(2);
        await Sweep();

        Assert.Equal("givenName", await Attributes(Id));
    }

    [Fact]
    public async Task What_ends_while_an_erasure_waits_goes_once_it_is_revoked()
    {
        const string Id = "frozen-meanwhile";
        await Create(Id);
        var draft = new TransactionDraft { Id = "t1", AccountId = "a1", BookedAt = platform.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), Amount = -5, Currency = "EUR" };
        platform.AsFrontend();
        Assert.Equal(1, (await Activity(Id).Record(new TransactionBatch([draft]))).Value!.Accepted);
        platform.Keys.IsFloorStuck = true; // frozen, and no further
        try
        {
            platform.AsCustomer(Id);
            var filed = (await Rights(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            platform.Time.Ahead = ahead + ThreeYears;
            await Sweep();
            await Sweep("silent-activity");
            Assert.Superset(new HashSet<string>(["retention", "silent-activity"]), (await platform.DueOf(platform.KeyOf(Id))).ToHashSet());
            platform.AsCustomer(Id);
            Assert.Equal("revoked", (await Answered(() => Rights(Id).Revoke(filed.RequestId))).Value?.Status);
        }
        finally
        {
            platform.Keys.IsFloorStuck = false;
        }

        platform.Time.Ahead += TimeSpan.FromDays(2);
        await Sweep();

        Assert.Equal("givenName", await Attributes(Id));
    }

    [Fact]
    public async Task A_row_of_nobody_removes_itself()
    {
        var nobody = Guid.NewGuid();
        await platform.Service<IDueTable>().Set(new DueItem("retention", nobody, DateTimeOffset.UnixEpoch));

        await Sweep();

        Assert.Empty(await platform.DueOf(nobody));
    }

    private ICustomerRights Rights(string id) => platform.Client.GetGrain<ICustomerRights>(platform.KeyOf(id));

    private ICustomerActivity Activity(string id) => platform.Client.GetGrain<ICustomerActivity>(platform.KeyOf(id));

    /// <summary>Repeats a call whose outcome is unknown, as its caller would.</summary>
    private static async Task<Reply<T>> Answered<T>(Func<ValueTask<Reply<T>>> call)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await call();
            }
            catch (RefusedException refused) when (i < 5 && refused.Refusal.Code == ProblemCode.Unavailable)
            {
            }
        }
    }

    private ICustomerProfile Profile(string id) => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));

    private async Task Create(string id, decimal income = 42_000)
    {
        platform.AsFrontend();
        var draft = new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana"), ["annualIncome"] = AttributeValue.Of(income) });
        Assert.NotNull((await Profile(id).Put(id, draft)).Value);
    }

    private async Task<string> Attributes(string id)
    {
        platform.AsCustomer(id);
        return string.Join(' ', (await Profile(id).Read()).Value!.Attributes.Keys.Order());
    }

    /// <summary>The customers of other tests lose now what they would lose later, so that only one's own forgetting is counted.</summary>
    private async Task ForgetOthers()
    {
        platform.Time.Ahead = ahead + ThreeYears;
        await Sweep();
        platform.Time.Ahead = ahead;
    }

    /// <summary>Does what the due table's reminder would.</summary>
    private Task Sweep(string kind = "retention") => platform.AsSilo(async () =>
    {
        await platform.Client.GetGrain<IDue>(kind).AsReference<IRemindable>().ReceiveReminder("tick", default);
        return 0;
    });

    /// <summary>The customer's own lines of what the platform forgot by itself.</summary>
    private async Task<UsageEntry[]> Forgotten(string id)
    {
        platform.AsCustomer(id);
        var usage = await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf(id)).Usage(new UsageQuery(null, null, 1000, null));
        return [.. usage.Value!.Entries.Where(static e => e.Operation == "retention.forget")];
    }
}
