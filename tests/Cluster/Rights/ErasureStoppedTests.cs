using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Grains.Rights;
using Orleans;

namespace Tests.Cluster.Rights;

/// <summary>What stops an erasure, until when, and what an erasure stops.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ErasureStoppedTests(PlatformCluster platform) : IDisposable
{
    private readonly Erasing erasing = new(platform);
    private readonly TimeSpan ahead = platform.Time.Ahead;

    public void Dispose() => platform.Time.Ahead = ahead;

    [Fact]
    public async Task A_freeze_whose_erasure_is_revoked_in_time_is_taken_back()
    {
        const string Id = "thawed";
        await erasing.Create(Id);
        platform.AsCustomer(Id);
        platform.Keys.IsFloorStuck = true;
        try
        {
            var filed = (await erasing.Rights(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            await Assert.ThrowsAsync<RefusedException>(() => erasing.Profile(Id).Read().AsTask());
            Assert.Equal("revoked", (await Erasing.Eventually(() => erasing.Rights(Id).Revoke(filed.RequestId))).Value!.Status);
        }
        finally
        {
            platform.Keys.IsFloorStuck = false;
        }

        platform.AsCustomer(Id);
        Assert.Equal("Jana", (await erasing.Profile(Id).Read()).Value!.Attributes["givenName"].Value.Text);
        Assert.True((await erasing.Consent(Id).Read()).Value!.Purposes.Single(p => p.Purpose == "advice").State == ConsentState.Given);
        await platform.Deactivate(Id);
        Assert.NotNull((await erasing.Profile(Id).Read()).Value);
    }

    [Fact]
    public async Task A_hold_that_comes_after_the_freeze_takes_it_back_for_as_long_as_it_stands()
    {
        const string Id = "held-frozen";
        await erasing.Create(Id);
        platform.AsCustomer(Id);
        platform.Keys.IsFloorStuck = true;
        RightsRequest filed;
        try
        {
            filed = (await erasing.Rights(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            Assert.Equal(ProblemCode.CustomerErased, await PlatformCalls.Refused(() => erasing.Profile(Id).Read()));
            await platform.Hold(Id, hold => new(Erasing.Eventually(() => hold.Propose(new LegalHoldDraft("case 8", "2999-01-01")))));
        }
        finally
        {
            platform.Keys.IsFloorStuck = false;
        }

        await erasing.Sweep();
        platform.AsCustomer(Id);
        Assert.Equal("on-hold", (await erasing.Rights(Id).Read(filed.RequestId)).Value!.Status);
        Assert.NotNull((await erasing.Profile(Id).Read()).Value);

        await platform.Hold(Id, static hold => hold.ProposeLifting());
        await erasing.Finish(Id, filed.RequestId);
        await erasing.Check(Id, filed);
    }

    [Fact]
    public async Task Another_request_that_is_open_is_closed_by_the_erasure()
    {
        const string Id = "overtaken";
        await erasing.Create(Id);
        platform.AsCustomer(Id);
        var open = (await erasing.Rights(Id).File(new RightsIntake { Right = "rectification", Regime = "gdpr", Details = "my name" })).Value!;
        var filed = await erasing.File(Id, Guid.NewGuid());
        await erasing.Finish(Id, filed.RequestId);

        platform.AsOfficer("ada");
        var closed = (await erasing.Rights(Id).Read(open.RequestId)).Value!;
        Assert.Equal(("revoked", ErasureSteps.Overtaken), (closed.Status, closed.Steps[^1].Step));
    }

    /// <summary>The log says that the key is destroyed before it is: from then on it is destroyed at the next start at the latest.</summary>
    [Fact]
    public async Task Once_the_log_says_that_the_key_is_destroyed_neither_a_revocation_nor_a_hold_stops_the_erasure()
    {
        const string Id = "past-return";
        await erasing.Create(Id);
        platform.Keys.IsDestructionStuck = true;
        try
        {
            platform.AsCustomer(Id);
            var filed = (await erasing.Rights(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            await erasing.Sweep();
            var row = (await platform.Service<ICustomerKeyStore>().Read(platform.KeyOf(Id)))!;
            Assert.Equal(CustomerKeyStatus.Active, row.Status);
            Assert.Contains(row.PersonalKeyId, await platform.Audit.DestroyedKeys().ToListAsync());

            platform.AsCustomer(Id);
            Assert.Equal(ProblemCode.Conflict, (await Erasing.Answered(() => erasing.Rights(Id).Revoke(filed.RequestId))).Refusal?.Code);
            platform.AsOfficer("ada");
            Assert.Equal(ProblemCode.Conflict, (await Erasing.Answered(() => erasing.Rights(Id).Deny(filed.RequestId, new RightsDecision("legal-obligation")))).Refusal?.Code);
            var hold = platform.Client.GetGrain<ICustomerLegalHold>(platform.KeyOf(Id));
            await Erasing.Eventually(() => hold.Propose(new LegalHoldDraft("case 9", "2999-01-01")));
            platform.AsOfficer("bob");
            await Erasing.Eventually(hold.Approve);
            platform.Keys.IsDestructionStuck = false;
            await erasing.Finish(Id, filed.RequestId);
            await erasing.Check(Id, filed);
        }
        finally
        {
            platform.Keys.IsDestructionStuck = false;
        }
    }
}
