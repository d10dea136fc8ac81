using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Orleans;
using Tests.Cluster;

namespace Tests.Audit;

[Collection(PlatformCollection.Name)]
public sealed class AuditLogTests(PlatformCluster platform)
{
    [Fact]
    public async Task An_appended_entry_is_in_the_store_and_a_repeat_finds_it()
    {
        var store = platform.Service<IAuditStore>();
        var entry = new AuditEntry { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Kind = AuditKind.Mutation, Operation = "profile.write", Outcome = "allowed" };
        await platform.AsSilo(async () =>
        {
            var log = platform.Client.GetGrain<IAuditLog>(3);
            await log.Append(entry);
            await log.Append(entry);
            await log.Sign();
            return 0;
        });
        var size = await store.Size(3);
        var last = Assert.Single(await store.Leaves(3, size - 1, 10));
        Assert.Equal(entry.Id, AuditLeaf.Decode(last.Leaf).Id);
        Assert.Equal(size, (await store.Newest(3))!.Size);
    }
}
