using Grains.Audit;

namespace Tests.Unit.Audit;

public sealed class AuditPlaceTests
{
    [Fact]
    public void A_customer_has_one_shard_whatever_else_changes()
    {
        Assert.Equal(0, AuditPlace.Of(new Guid("00000004-0000-0000-0000-000000000000"), 4));
        Assert.Equal(3, AuditPlace.Of(new Guid("ffffffff-0000-0000-0000-000000000001"), 4));
        Assert.Equal(1, AuditPlace.Of(new Guid("00000007-ffff-ffff-ffff-ffffffffffff"), 3));
    }

    [Fact]
    public void Customers_are_spread_evenly()
    {
        var shards = Enumerable.Range(0, 40_000).Select(_ => AuditPlace.Of(Guid.NewGuid(), 4)).CountBy(shard => shard).ToDictionary();
        Assert.Equal(4, shards.Count);
        Assert.All(shards.Values, count => Assert.InRange(count, 9_000, 11_000));
    }
}
