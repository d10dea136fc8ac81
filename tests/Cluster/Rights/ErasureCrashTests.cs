using Grains.Due;
using Grains.Interfaces.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Grains.Rights;
using Orleans;
using Orleans.Runtime;
using Tests.Storage;

namespace Tests.Cluster.Rights;

/// <summary>An erasure of which one change of one store fails, before it was stored or after: whichever it is, it ends in the same state.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ErasureCrashTests(PlatformCluster platform)
{
    private const int MostChanges = 60;
    private const int MostResumes = 5;

    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task Whichever_change_fails_the_erasure_ends_the_same(Tests.Storage.Fault fault)
    {
        var (changes, ahead) = (0, platform.Time.Ahead);
        do
        {
            var id = $"erased-{fault}-{++changes}";
            await Create(id);
            var entries = await platform.EntriesOf("rights.file");
            platform.Crash.Arm(changes, fault);
            var filed = await File(id, Guid.NewGuid());
            await Finish(id, filed.RequestId);
            var hasFired = platform.Crash.HasFired;
            platform.Crash.Disarm();
            await Check(id, filed);
            Assert.Equal(entries + 1, await platform.EntriesOf("rights.file"));
            if (!hasFired)
            {
                break;
            }
        }
        while (changes < MostChanges);

        platform.Time.Ahead = ahead; // the tests of a collection run one after another
        Assert.InRange(changes, 15, MostChanges - 1); // fewer changes than that an erasure does not make
    }

    [Fact]
    public async Task A_freeze_whose_erasure_is_revoked_in_time_is_taken_back()
    {
        const string Id = "thawed";
        await Create(Id);
        platform.AsCustomer(Id);
        platform.Keys.IsFloorStuck = true;
        try
        {
            var filed = (await Rights(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            await Assert.ThrowsAsync<RefusedException>(() => Profile(Id).Read().AsTask());
            Assert.Equal("revoked", (await Eventually(() => Rights(Id).Revoke(filed.RequestId))).Value!.Status);
        }
        finally
        {
            platform.Keys.IsFloorStuck = false;
        }

        platform.AsCustomer(Id);
        Assert.Equal("Jana", (await Profile(Id).Read()).Value!.Attributes["givenName"].Value.Text);
        Assert.True((await Consent(Id).Read()).Value!.Purposes.Single(p => p.Purpose == "advice").State == ConsentState.Given);
        await platform.Deactivate(Id);
        Assert.NotNull((await Profile(Id).Read()).Value);
    }

    /// <summary>The log says that the key is destroyed before it is: from then on it is destroyed at the next start at the latest.</summary>
    [Fact]
    public async Task Once_the_log_says_that_the_key_is_destroyed_neither_a_revocation_nor_a_hold_stops_the_erasure()
    {
        const string Id = "past-return";
        await Create(Id);
        platform.Keys.IsDestructionStuck = true;
        try
        {
            platform.AsCustomer(Id);
            var filed = (await Rights(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            await Sweep();
            var row = (await platform.Service<ICustomerKeyStore>().Read(platform.KeyOf(Id)))!;
            Assert.Equal(CustomerKeyStatus.Active, row.Status);
            Assert.Contains(row.PersonalKeyId, await platform.Audit.DestroyedKeys().ToListAsync());

            platform.AsCustomer(Id);
            Assert.Equal(ProblemCode.Conflict, (await Answered(() => Rights(Id).Revoke(filed.RequestId))).Refusal?.Code);
            platform.AsOfficer("ada");
            Assert.Equal(ProblemCode.Conflict, (await Answered(() => Rights(Id).Deny(filed.RequestId, new RightsDecision("legal-obligation")))).Refusal?.Code);
            var hold = platform.Client.GetGrain<ICustomerLegalHold>(platform.KeyOf(Id));
            await Eventually(() => hold.Propose(new LegalHoldDraft("case 9", "2999-01-01")));
            platform.AsOfficer("bob");
            await Eventually(hold.Approve);
            platform.Keys.IsDestructionStuck = false;
            await Finish(Id, filed.RequestId);
            await Check(Id, filed);
        }
        finally
        {
            platform.Keys.IsDestructionStuck = false;
        }
    }

    private ICustomerRights Rights(string id) => platform.Client.GetGrain<ICustomerRights>(platform.KeyOf(id));

    private ICustomerProfile Profile(string id) => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));

    private ICustomerConsent Consent(string id) => platform.Client.GetGrain<ICustomerConsent>(platform.KeyOf(id));

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Profile(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
        platform.AsCustomer(id);
        Assert.NotNull((await Consent(id).Decide("advice", new ConsentDecision { State = "given" })).Value);
    }

    private async Task<RightsRequest> File(string id, Guid operation)
    {
        platform.AsCustomer(id, operation);
        return (await Eventually(() => Rights(id).File(new RightsIntake { Right = "erasure", Regime = "gdpr", Details = "all of it" }))).Value!;
    }

    private static async Task<Reply<T>> Eventually<T>(Func<ValueTask<Reply<T>>> call)
    {
        var reply = await Answered(call);
        Assert.True(reply.Refusal is null, reply.Refusal?.Detail);
        return reply;
    }

    /// <summary>Repeats a call whose outcome is unknown, as its caller would.</summary>
    private static async Task<Reply<T>> Answered<T>(Func<ValueTask<Reply<T>>> call)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await call();
            }
            catch (RefusedException refused) when (i < MostResumes && refused.Refusal.Code is ProblemCode.Unavailable or ProblemCode.AuditUnavailable)
            {
            }
        }
    }

    /// <summary>Does what the due table would bring about.</summary>
    private async Task Finish(string id, string requestId)
    {
        for (var i = 0; i < MostResumes; i++)
        {
            try
            {
                await Sweep();
                platform.AsOfficer("ada");
                if ((await Rights(id).Read(requestId)).Value!.Status == "fulfilled" && !(await platform.DueOf(platform.KeyOf(id))).Any())
                {
                    return;
                }
            }
            catch (RefusedException)
            {
                // The armed fault; the next round goes on.
            }
        }

        Assert.Fail("The erasure does not end.");
    }

    private Task<int> Sweep()
    {
        platform.Time.Ahead += TimeSpan.FromSeconds(10);
        return platform.AsSilo(async () =>
        {
            await platform.Client.GetGrain<IDue>(DueWork.Erasure).AsReference<IRemindable>().ReceiveReminder("tick", default);
            return 0;
        });
    }

    private async Task Check(string id, RightsRequest filed)
    {
        var customer = platform.KeyOf(id);
        var row = (await platform.Service<ICustomerKeyStore>().Read(customer))!;
        Assert.Equal((CustomerKeyStatus.Erased, (WrappedKey?)null), (row.Status, row.Personal));
        Assert.Contains(row.PersonalKeyId, await platform.Audit.DestroyedKeys().ToListAsync());
        Assert.Empty(await platform.DueOf(customer));

        platform.AsCustomer(id);
        Assert.Equal(ProblemCode.CustomerErased, (await Assert.ThrowsAsync<RefusedException>(() => Profile(id).Read().AsTask())).Refusal.Code);
        platform.AsFrontend();
        Assert.Equal(
            ProblemCode.CustomerErased,
            (await Assert.ThrowsAsync<RefusedException>(() => Profile(id).Put(id, new ProfileDraft([])).AsTask())).Refusal.Code);

        platform.AsOfficer("ada");
        var request = (await Rights(id).Read(filed.RequestId)).Value!;
        Assert.Equal(
            ["intake", "identity", ErasureSteps.HoldCheck, ErasureSteps.Freeze, ErasureSteps.DestroyKey, ErasureSteps.ClearRecord, ErasureSteps.Verify, ErasureSteps.Certify],
            request.Steps.Select(s => s.Step));
        Assert.Single((await Rights(id).List()).Value!.Requests);
        Assert.Equal("advice", (await Consent(id).History()).Value!.Events.Single().Purpose);
        Assert.NotNull((await Rights(id).Certificate(filed.RequestId)).Value);
        Assert.NotNull((await Rights(id).CertificateByCode(filed.RequestId, filed.CertificateCode!)).Value);
    }
}
