using Grains;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Orleans;
using Orleans.Runtime;

namespace Tests.Cluster;

/// <summary>What tests of every capability do with a customer.</summary>
internal static class PlatformCalls
{
    /// <summary>The customer's row as it lies on the disk.</summary>
    public static async Task<GrainState<CustomerRecord>> ReadRow(this PlatformCluster platform, string id)
    {
        var state = new GrainState<CustomerRecord> { State = new CustomerRecord() };
        await platform.Storage.ReadStateAsync("customer", platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id)).GetGrainId(), state);
        return state;
    }

    /// <summary>Two officers put a legal hold on a customer, or lift it.</summary>
    public static async Task Hold(this PlatformCluster platform, string id, Func<ICustomerLegalHold, ValueTask<Reply<LegalHold>>> propose)
    {
        var hold = platform.Client.GetGrain<ICustomerLegalHold>(platform.KeyOf(id));
        platform.AsOfficer("ada");
        Assert.NotNull((await propose(hold)).Value);
        platform.AsOfficer("bob");
        Assert.Null((await hold.Approve()).Refusal);
    }

    /// <summary>Why a call is refused, by its answer or at the door; null where it is not.</summary>
    public static async Task<ProblemCode?> Refused<T>(Func<ValueTask<Reply<T>>> call)
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
}
