using System.Text;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Keys;
using Orleans;
using Tests.Cluster;

namespace Tests.Audit;

/// <summary>Customers, and what the log holds of them.</summary>
internal sealed class AuditedCustomers(PlatformCluster platform)
{
    public static Input<ProfileDraft> Draft(string name, string value) => new ProfileDraft(new() { [name] = AttributeValue.Of(value) });

    /// <summary>How a call was refused; null where it was not.</summary>
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

    /// <summary>Makes a customer; the calls that follow come from the front end that did. Not async itself, so that the caller's flow keeps it.</summary>
    public Task<ICustomerProfile> Create(string id)
    {
        platform.AsFrontend();
        return Put(id);
    }

    /// <summary>How many entries the customer's shard has.</summary>
    public ValueTask<long> Size(string id) => platform.Audit.Size(Shard(id));

    /// <summary>The counts of the entries of profile reads, newest first.</summary>
    public async Task<string> ReadCounts(string id) =>
        string.Join(' ', (await Entries(id)).Where(e => e.Operation == "profile.read").Select(e => e.Count));

    /// <summary>A customer's entries, newest first: those with the tag of the entry that made the customer.</summary>
    public async Task<IReadOnlyList<AuditEntry>> Entries(string id) => [.. (await Leaves(id)).Select(leaf => AuditLeaf.Decode(Encoding.UTF8.GetBytes(leaf)))];

    /// <summary>The same entries as they stand in the log.</summary>
    public async Task<IReadOnlyList<string>> Leaves(string id)
    {
        var key = (await platform.Service<CustomerVault>().Open(platform.KeyOf(id))).Key!;
        var tag = new byte[32];
        key.Mac("audit-subject", platform.KeyOf(id).ToByteArray(), tag);
        var rows = await platform.Audit.Of(Shard(id), tag.AsMemory(0, 16), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, long.MaxValue, 1000);
        return [.. rows.Select(row => Encoding.UTF8.GetString(row.Leaf))];
    }

    private int Shard(string id) => AuditPlace.Of(platform.KeyOf(id), platform.Audit.Shards);

    private async Task<ICustomerProfile> Put(string id)
    {
        var customer = platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));
        Assert.True((await customer.Put(id, Draft("givenName", "Jana"))).Value!.Created);
        return customer;
    }
}
