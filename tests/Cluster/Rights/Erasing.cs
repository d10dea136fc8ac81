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

namespace Tests.Cluster.Rights;

/// <summary>What tests of an erasure do: make a customer, ask, let the due table go on, look at the end.</summary>
internal sealed class Erasing(PlatformCluster platform)
{
    private const int MostResumes = 5;

    public ICustomerRights Rights(string id) => platform.Client.GetGrain<ICustomerRights>(platform.KeyOf(id));

    public ICustomerProfile Profile(string id) => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));

    public ICustomerConsent Consent(string id) => platform.Client.GetGrain<ICustomerConsent>(platform.KeyOf(id));

    /// <summary>A customer who consented to advice.</summary>
    public async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Profile(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
        platform.AsCustomer(id);
        Assert.NotNull((await Consent(id).Decide("advice", new ConsentDecision { State = "given" })).Value);
    }

    /// <summary>Asks to be erased.</summary>
    public async Task<RightsRequest> File(string id, Guid operation)
    {
        platform.AsCustomer(id, operation);
        return (await Eventually(() => Rights(id).File(new RightsIntake { Right = "erasure", Regime = "gdpr", Details = "all of it" }))).Value!;
    }

    /// <summary>The answer of a call that must be granted in the end.</summary>
    public static async Task<Reply<T>> Eventually<T>(Func<ValueTask<Reply<T>>> call)
    {
        var reply = await Answered(call);
        Assert.True(reply.Refusal is null, reply.Refusal?.Detail);
        return reply;
    }

    /// <summary>Repeats a call whose outcome is unknown, as its caller would.</summary>
    public static async Task<Reply<T>> Answered<T>(Func<ValueTask<Reply<T>>> call)
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

    /// <summary>Sweeps until the erasure has ended.</summary>
    public async Task Finish(string id, string requestId)
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

    /// <summary>Does what the due table's reminder would, after its period.</summary>
    public Task<int> Sweep()
    {
        platform.Time.Ahead += TimeSpan.FromSeconds(10);
        return platform.AsSilo(async () =>
        {
            await platform.Client.GetGrain<IDue>(DueWork.Erasure).AsReference<IRemindable>().ReceiveReminder("tick", default);
            return 0;
        });
    }

    /// <summary>The one state in which every erasure ends.</summary>
    public async Task Check(string id, RightsRequest filed)
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
