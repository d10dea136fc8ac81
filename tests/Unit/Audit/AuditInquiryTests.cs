using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Tests.Unit.Audit;

/// <summary>What an auditor is answered, and which questions are refused.</summary>
public sealed class AuditInquiryTests : IDisposable
{
    private readonly ShardInMemory log = new();

    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData(0, 3, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(0, 1, 1)]
    [InlineData(2, 1000, 1)]
    [InlineData(3, 1000, 0)] // beyond the end is an empty page
    [InlineData(long.MaxValue, 1, 0)]
    public async Task Entries_come_in_order_from_the_one_that_was_asked_for(long from, int limit, int count)
    {
        await log.Append(3);
        var page = (await AuditInquiry.Entries(log.Store, 1, new AuditRange(from, limit))).Value!;
        Assert.Equal(Enumerable.Range((int)Math.Min(from, 3), count).Select(i => (long)i), page.Entries.Select(entry => entry.Index));
        Assert.All(page.Entries, entry => Assert.Equal(log.Store.Rows[1][(int)entry.Index].Leaf, Convert.FromBase64String(entry.Leaf)));
    }

    [Theory]
    [InlineData(-1, 1, "from", "a whole number from 0")]
    [InlineData(0, 0, "limit", "a whole number from 1 to 1000")]
    [InlineData(0, 1001, "limit", "a whole number from 1 to 1000")]
    [InlineData(-1, 0, "from", "a whole number from 0")]
    public async Task A_range_that_makes_no_sense_is_refused(long from, int limit, string member, string rule)
    {
        await log.Append(1);
        Refused(member, rule, await AuditInquiry.Entries(log.Store, 1, new AuditRange(from, limit)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 5)]
    [InlineData(4, 5)]
    [InlineData(2, 3)]
    public async Task A_proof_of_inclusion_verifies_against_the_root_of_its_size(long index, long size)
    {
        await log.Append(5);
        var proof = Hashes(await AuditInquiry.Inclusion(log.Store, 1, new InclusionQuery(index, size)));
        Assert.True(MerkleProof.IsIncluded(index, size, log.Store.Rows[1][(int)index].Hash, proof, Root(size)));
    }

    [Theory]
    [InlineData(0, 0, "size", "a whole number from 1 to 5")]
    [InlineData(0, -1, "size", "a whole number from 1 to 5")]
    [InlineData(0, 6, "size", "a whole number from 1 to 5")]
    [InlineData(-1, 4, "index", "a whole number from 0 to 3")]
    [InlineData(4, 4, "index", "a whole number from 0 to 3")]
    [InlineData(9, 9, "size", "a whole number from 1 to 5")]
    public async Task A_proof_of_inclusion_beyond_the_log_is_refused(long index, long size, string member, string rule)
    {
        await log.Append(5);
        Refused(member, rule, await AuditInquiry.Inclusion(log.Store, 1, new InclusionQuery(index, size)));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(5, 5)]
    [InlineData(3, 4)]
    [InlineData(1, 1)]
    public async Task A_proof_of_consistency_verifies_against_both_roots(long from, long to)
    {
        await log.Append(5);
        var proof = Hashes(await AuditInquiry.Consistency(log.Store, 1, new ConsistencyQuery(from, to)));
        Assert.True(MerkleProof.IsConsistent(from, to, Root(from), Root(to), proof));
    }

    [Theory]
    [InlineData(1, 0, "to", "a whole number from 1 to 5")]
    [InlineData(1, 6, "to", "a whole number from 1 to 5")]
    [InlineData(0, 4, "from", "a whole number from 1 to 4")]
    [InlineData(-1, 4, "from", "a whole number from 1 to 4")]
    [InlineData(5, 4, "from", "a whole number from 1 to 4")]
    public async Task A_proof_of_consistency_beyond_the_log_is_refused(long from, long to, string member, string rule)
    {
        await log.Append(5);
        Refused(member, rule, await AuditInquiry.Consistency(log.Store, 1, new ConsistencyQuery(from, to)));
    }

    [Fact]
    public async Task Of_an_empty_shard_nothing_can_be_proven()
    {
        Refused("size", "the shard has no entries yet", await AuditInquiry.Inclusion(log.Store, 1, new InclusionQuery(0, 1)));
        Refused("to", "the shard has no entries yet", await AuditInquiry.Consistency(log.Store, 1, new ConsistencyQuery(1, 1)));
        Assert.Empty((await AuditInquiry.Entries(log.Store, 1, new AuditRange(0, 1))).Value!.Entries);
    }

    [Fact]
    public async Task A_store_that_holds_something_else_is_said_to_and_nothing_of_it_is_shown()
    {
        await log.Append(5);
        log.Store.Rows[1][2] = log.Store.Rows[1][2] with { Leaf = [1, 2], Hash = [] };
        var tampered = new Refusal(
            ProblemCode.AuditUnavailable, "The store does not hold what was written or signed of this shard: its operator must run verify-audit.");
        Assert.Equal(tampered, (await AuditInquiry.Entries(log.Store, 1, new AuditRange(0, 5))).Refusal);
        Assert.Equal(tampered, (await AuditInquiry.Inclusion(log.Store, 1, new InclusionQuery(3, 5))).Refusal);
        Assert.Equal(tampered, (await AuditInquiry.Consistency(log.Store, 1, new ConsistencyQuery(3, 5))).Refusal);
    }

    private byte[] Root(long size) => NaiveMerkle.Root([.. log.Store.Rows[1].Take((int)size).Select(row => row.Leaf)]);

    private static byte[][] Hashes(Reply<AuditProof> reply) => [.. reply.Value!.Hashes.Select(Convert.FromBase64String)];

    private static void Refused<T>(string member, string rule, Reply<T> reply)
    {
        Assert.Null(reply.Value);
        Assert.Equal(ProblemCode.InvalidValue, reply.Refusal!.Code);
        Assert.Equal(new Fault(member, rule), Assert.Single(reply.Refusal.Errors));
    }
}
