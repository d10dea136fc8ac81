using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Grains.Access;
using Grains.Interfaces.Access;

namespace Tests.Unit.Access;

/// <summary>A mutation is remembered for 24 hours, and its journal is bounded.</summary>
public sealed class OperationJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_operation_is_found_by_its_key()
    {
        ImmutableArray<Operation> journal = [Of(1, Noon), Of(2, Noon), Of(3, Noon)];
        Assert.Same(journal[0], journal.Find(Key(1), Noon));
        Assert.Same(journal[1], journal.Find(Key(2), Noon));
        Assert.Same(journal[2], journal.Find(Key(3), Noon));
        Assert.Null(journal.Find(Key(4), Noon));
        Assert.Null(journal.Find(Key(1).AsSpan(..^1), Noon));
        Assert.Null(ImmutableArray<Operation>.Empty.Find(Key(1), Noon));
    }

    [Fact]
    public void An_operation_is_found_until_24_hours_are_over()
    {
        ImmutableArray<Operation> journal = [Of(1, Noon)];
        Assert.Same(journal[0], journal.Find(Key(1), Noon.AddHours(24).AddTicks(-1)));
        Assert.Null(journal.Find(Key(1), Noon.AddHours(24)));
        Assert.Null(journal.Find(Key(1), Noon.AddHours(25)));
    }

    [Fact]
    public void What_is_remembered_comes_last()
    {
        ImmutableArray<Operation> journal = [Of(1, Noon)];
        var fresh = Of(2, Noon.AddHours(1));
        var after = journal.Remember(fresh);
        Assert.Null(after.Refusal);
        Assert.Equal([journal[0], fresh], after.Value.ToArray());
        Assert.Equal([fresh], ImmutableArray<Operation>.Empty.Remember(fresh).Value.ToArray());
    }

    [Fact]
    public void Remembering_lets_go_of_what_is_24_hours_old_and_of_nothing_younger()
    {
        var (over, within) = (Of(1, Noon), Of(2, Noon.AddTicks(1)));
        var fresh = Of(3, Noon.AddHours(24));
        Assert.Equal([within, fresh], ImmutableArray.Create(over, within).Remember(fresh).Value.ToArray());
    }

    [Fact]
    public void A_key_is_remembered_once()
    {
        var (old, other, fresh) = (Of(1, Noon), Of(2, Noon), Of(1, Noon.AddMinutes(1)));
        Assert.Equal([other, fresh], ImmutableArray.Create(old, other).Remember(fresh).Value.ToArray());
    }

    [Fact]
    public void A_full_journal_refuses_rather_than_forgets()
    {
        Assert.Equal(1024, OperationJournal.Capacity);
        var journal = Full(OperationJournal.Capacity - 1).Remember(Of(5000, Noon)).Value;
        Assert.Equal(OperationJournal.Capacity, journal.Length);
        var refused = journal.Remember(Of(5001, Noon));
        Assert.Equal(
            new Refusal(ProblemCode.RateLimited, "Too many idempotency keys in 24 hours: repeat later, or without a key."), refused.Refusal);
        Assert.True(refused.Value.IsDefault);
    }

    [Fact]
    public void A_full_journal_has_room_for_a_key_that_is_in_it_and_after_a_day()
    {
        var journal = Full(OperationJournal.Capacity);
        Assert.Equal(OperationJournal.Capacity, journal.Remember(Of(7, Noon)).Value.Length);
        Assert.NotNull(journal.Remember(Of(5000, Noon.AddHours(24).AddTicks(-1))).Refusal);
        Assert.Single(journal.Remember(Of(5000, Noon.AddHours(24))).Value);
    }

    [Fact]
    public void A_journal_says_that_it_is_full_before_anything_is_done()
    {
        var journal = Full(OperationJournal.Capacity);
        Assert.Equal(ProblemCode.RateLimited, journal.Full(Noon.AddHours(24).AddTicks(-1))?.Code);
        Assert.Null(journal.Full(Noon.AddHours(24)));
        Assert.Null(Full(OperationJournal.Capacity - 1).Full(Noon));
    }

    /// <summary>These bytes are in every journal: a change of them would let a repeat happen twice.</summary>
    [Fact]
    public void A_tag_is_the_first_half_of_a_hash_over_caller_and_key()
    {
        var key = new Guid("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11");
        var tag = OperationJournal.Tag("ada desk", key);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("ada desk\n0b6e1a525d7e4f6b9c3c6b0f3a0f1c11"))[..16], tag);
        Assert.NotEqual(tag, OperationJournal.Tag("bob desk", key));
        Assert.NotEqual(tag, OperationJournal.Tag("ada desk", Guid.Empty));
    }

    [Fact]
    public void A_digest_is_the_first_half_of_a_hash_over_the_request()
    {
        var digest = OperationJournal.Digest([1, 2, 3]);
        Assert.Equal(SHA256.HashData([1, 2, 3])[..16], digest);
        Assert.NotEqual(digest, OperationJournal.Digest([1, 2]));
    }

    private static ImmutableArray<Operation> Full(int count) => [.. Enumerable.Range(0, count).Select(i => Of(i, Noon))];

    private static Operation Of(int key, DateTimeOffset at) => new() { Key = Key(key), Request = [], At = at, Answer = null! };

    private static byte[] Key(int key) => OperationJournal.Digest(BitConverter.GetBytes(key));
}
