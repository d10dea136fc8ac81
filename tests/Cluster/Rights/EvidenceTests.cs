using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Due;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Orleans;
using Orleans.Runtime;
using Tests.Storage;

namespace Tests.Cluster.Rights;

/// <summary>What becomes of the evidence of an erased customer: it goes when its retention ends, and is a former bearer's after a release.</summary>
public sealed class EvidenceTests(PlatformCluster platform) : IClassFixture<PlatformCluster>, IDisposable
{
    private static readonly TimeSpan ThreeYears = TimeSpan.FromDays((3 * 366) + 1);
    private readonly TimeSpan ahead = platform.Time.Ahead;

    public void Dispose()
    {
        platform.Crash.Disarm();
        platform.Time.Ahead = ahead;
    }

    [Fact]
    public async Task Evidence_goes_with_its_key_when_its_retention_ends_and_not_while_a_legal_hold_stands()
    {
        const string Id = "evidence-held";
        await Erase(Id);
        await platform.Hold(Id, static hold => hold.Propose(new LegalHoldDraft("case 7", "2999-01-01")));
        platform.Time.Ahead = ahead + ThreeYears;
        await Sweep(DueWork.Evidence);
        platform.AsOfficer("ada");
        Assert.Single((await Rights(Id).List()).Value!.Requests);

        await platform.Hold(Id, static hold => hold.ProposeLifting());
        platform.Time.Ahead += TimeSpan.FromDays(2);
        await Sweep(DueWork.Evidence);

        platform.AsOfficer("ada");
        Assert.Empty((await Rights(Id).List()).Value!.Requests);
        Assert.Null((await Row(Id)).Evidence);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sink_that_did_not_take_a_destroyed_key_holds_up_nothing_and_is_asked_again(bool hangs)
    {
        var id = $"sunk-{hangs}";
        (platform.Sink.IsDown, platform.Sink.Hangs) = (true, hangs);
        await Erase(id);
        var key = (await Row(id)).PersonalKeyId;
        platform.Time.Ahead += TimeSpan.FromMinutes(11);
        await Sweep(DueWork.SinkErasure);
        Assert.DoesNotContain(key, platform.Sink.Taken);

        (platform.Sink.IsDown, platform.Sink.Hangs) = (false, false);
        platform.Time.Ahead += TimeSpan.FromMinutes(11);
        await Sweep(DueWork.SinkErasure);

        Assert.Single(platform.Sink.Taken, key);
        Assert.Empty(await platform.DueOf(platform.KeyOf(id)));
    }

    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task Whichever_change_of_a_release_fails_its_repeat_means_that_the_id_is_released(Tests.Storage.Fault fault)
    {
        var changes = 0;
        bool hasFired;
        do
        {
            var (id, operation) = ($"released-{fault}-{++changes}", Guid.NewGuid());
            await Erase(id);
            var former = (await Row(id)).PersonalKeyId;
            platform.Crash.Arm(changes, fault);
            platform.AsOfficer("ada", operation);
            var reply = await Erasing.Answered(() => Rights(id).Release());
            hasFired = platform.Crash.HasFired;
            platform.Crash.Disarm();

            Assert.Null(reply.Refusal);
            Assert.Equal(CustomerKeyStatus.Active, (await Row(id)).Status);
            Assert.NotEqual(former, (await Row(id)).PersonalKeyId);
            platform.AsFrontend();
            Assert.True((await Profile(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Ida") }))).Value!.Created);
            platform.AsCustomer(id);
            Assert.Empty((await Rights(id).List()).Value!.Requests);
        }
        while (hasFired);

        Assert.InRange(changes, 4, 20); // the log, what is due, the evidence, the key
    }

    private ICustomerRights Rights(string id) => platform.Client.GetGrain<ICustomerRights>(platform.KeyOf(id));

    private ICustomerProfile Profile(string id) => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));

    private async Task<CustomerKeyRow> Row(string id) => (await platform.Service<ICustomerKeyStore>().Read(platform.KeyOf(id)))!;

    private async Task Erase(string id)
    {
        platform.AsFrontend();
        Assert.True((await Profile(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
        platform.AsCustomer(id);
        var filed = (await Rights(id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
        platform.Time.Ahead += TimeSpan.FromSeconds(10);
        await Sweep(DueWork.Erasure);
        platform.AsOfficer("ada");
        Assert.Equal("fulfilled", (await Rights(id).Read(filed.RequestId)).Value!.Status);
    }

    /// <summary>Does what the due table's reminder would.</summary>
    private Task<int> Sweep(string kind) => platform.AsSilo(async () =>
    {
        await platform.Client.GetGrain<IDue>(kind).AsReference<IRemindable>().ReceiveReminder("tick", default);
        return 0;
    });
}
