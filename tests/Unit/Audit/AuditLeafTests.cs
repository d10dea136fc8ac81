using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Tests.Unit.Audit;

public sealed class AuditLeafTests
{
    private static readonly AuditEntry Full = new()
    {
        Id = new Guid("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11"),
        At = new DateTimeOffset(2026, 1, 31, 9, 0, 0, 7, TimeSpan.FromHours(1)),
        Kind = AuditKind.Repeats,
        Subject = Bytes(0xA1),
        Role = Role.Advisor,
        Client = "branch \"7\" <\u00e9>",
        Actor = Bytes(0xB2),
        Purpose = "servicing",
        Operation = "profile.read",
        Categories = ["contact", "identity"],
        Outcome = "allowed",
        Count = 12,
        CaseHash = Bytes(0xC3),
        GlassHash = Bytes(0xD4),
        SealedText = [1, 2, 3],
    };

    /// <summary>These bytes are in every log that was ever written: they never change.</summary>
    [Fact]
    public void An_entry_is_one_line_of_JSON_in_a_fixed_order()
    {
        const string Expected =
            "{'v':1,'shard':3,'index':5,'id':'0b6e1a525d7e4f6b9c3c6b0f3a0f1c11','at':'2026-01-31T08:00:00.007Z','kind':'repeats',"
            + "'subject':'a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1','role':'advisor','client':'branch \\'7\\' <\u00e9>','actor':'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2',"
            + "'purpose':'servicing','operation':'profile.read','categories':['contact','identity'],'outcome':'allowed','count':12,"
            + "'case':'c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3','glass':'d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4'}";
        Assert.Equal(
            Expected.Replace('\'', '"'),
            Encoding.UTF8.GetString(AuditLeaf.Encode(3, 5, Full)));
        Assert.Equal(
            """{"v":1,"shard":0,"index":0,"id":"00000000000000000000000000000000","at":"1970-01-01T00:00:00.000Z","kind":"access","operation":"o","categories":[],"outcome":"token-missing","count":1}""",
            Encoding.UTF8.GetString(AuditLeaf.Encode(0, 0, new AuditEntry { Id = Guid.Empty, At = DateTimeOffset.UnixEpoch, Kind = AuditKind.Access, Operation = "o", Outcome = "token-missing" })));
    }

    /// <summary>Beside the entries above, whose bytes stay as they were: what destroys no key does not speak of keys.</summary>
    [Fact]
    public void The_entry_of_an_erasure_names_the_destroyed_keys_last()
    {
        var erasure = new AuditEntry
        {
            Id = Guid.Empty,
            At = DateTimeOffset.UnixEpoch,
            Kind = AuditKind.Mutation,
            Operation = "keys.destroy",
            Outcome = "allowed",
            DestroyedKeys = [Full.Id, new Guid("ffffffff-0000-4000-8000-000000000001")],
        };
        var leaf = AuditLeaf.Encode(0, 0, erasure);
        Assert.Equal(
            """{"v":1,"shard":0,"index":0,"id":"00000000000000000000000000000000","at":"1970-01-01T00:00:00.000Z","kind":"mutation","operation":"keys.destroy","categories":[],"outcome":"allowed","count":1,"keys":["0b6e1a525d7e4f6b9c3c6b0f3a0f1c11","ffffffff000040008000000000000001"]}""",
            Encoding.UTF8.GetString(leaf));
        Assert.Equal(erasure.DestroyedKeys.AsEnumerable(), AuditLeaf.Decode(leaf).DestroyedKeys);
        Assert.Equal(["0b6e1a525d7e4f6b9c3c6b0f3a0f1c11", "ffffffff000040008000000000000001"], AuditLeaf.Present(0, leaf).Keys!.Value.AsEnumerable());
        Assert.Null(AuditLeaf.Present(5, AuditLeaf.Encode(3, 5, Full)).Keys);
    }

    [Fact]
    public void An_entry_reads_back_as_it_was_but_for_its_sealed_text()
    {
        var leaf = AuditLeaf.Encode(3, 5, Full);
        var (shard, index, entry) = AuditLeafReader.Read(leaf);
        Assert.Equal((3, 5L), (shard, index));
        Assert.Null(entry.SealedText);
        Assert.Equal(leaf, AuditLeaf.Encode(3, 5, entry));
        Assert.Equal(Full.Subject!.Value.AsEnumerable(), AuditLeaf.Decode(leaf).Subject);
        Assert.True(AuditLeafReader.IsAt(leaf, 3, 5));
        Assert.False(AuditLeafReader.IsAt(leaf, 3, 55));
        Assert.False(AuditLeafReader.IsAt(leaf, 0, 5));
        Assert.False(AuditLeafReader.IsAt([], 3, 5));
    }

    [Fact]
    public void The_keys_that_an_erasure_destroyed_come_last_and_only_where_there_are_some()
    {
        ImmutableArray<Guid> keys = [new("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11"), new("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90")];
        var leaf = AuditLeaf.Encode(3, 5, Full with { DestroyedKeys = keys });
        Assert.EndsWith(
            """,'keys':['0b6e1a525d7e4f6b9c3c6b0f3a0f1c11','a1b2c3d4e5f60718293a4b5c6d7e8f90']}""".Replace('\'', '"'), Encoding.UTF8.GetString(leaf), StringComparison.Ordinal);
        Assert.Equal(keys.AsEnumerable(), AuditLeaf.Decode(leaf).DestroyedKeys);
        Assert.Equal(["0b6e1a525d7e4f6b9c3c6b0f3a0f1c11", "a1b2c3d4e5f60718293a4b5c6d7e8f90"], AuditLeaf.Present(5, leaf).Keys!.Value.AsEnumerable());
        Assert.Null(AuditLeaf.Present(5, AuditLeaf.Encode(3, 5, Full)).Keys);
    }

    [Fact]
    public void What_an_entry_does_not_say_an_auditor_is_not_shown()
    {
        var shown = AuditLeaf.Present(0, AuditLeaf.Encode(0, 0, new AuditEntry { Id = Guid.Empty, At = DateTimeOffset.UnixEpoch, Kind = AuditKind.Access, Operation = "o", Outcome = "allowed" }));
        Assert.All([shown.Subject, shown.Role, shown.Client, shown.Actor, shown.Purpose, shown.Case, shown.Glass], Assert.Null);
    }

    [Fact]
    public void Any_entry_reads_back_to_the_same_bytes() => Entries.Sample((shard, index, entry) =>
    {
        var leaf = AuditLeaf.Encode(shard, index, entry);
        Assert.DoesNotContain((byte)'\n', leaf);
        var read = AuditLeafReader.Read(leaf);
        Assert.Equal((shard, index), (read.Shard, read.Index));
        Assert.Equal(leaf, AuditLeaf.Encode(shard, index, read.Entry));
    });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":2,"shard":0,"index":0,"id":"00000000000000000000000000000000","at":"1970-01-01T00:00:00.000Z","kind":"access","operation":"o","categories":[],"outcome":"o","count":1}""")]
    [InlineData("""{"v":1,"shard":0,"index":0,"id":"00000000000000000000000000000000","at":"1970-01-01T00:00:00.000Z","kind":"access","categories":[],"outcome":"o","count":1}""")]
    [InlineData("""{"v":1,"shard":0,"index":0,"id":"00000000000000000000000000000000","at":"1970-01-01T00:00:00.000Z","kind":"access","operation":"o","categories":[],"count":1}""")]
    [InlineData("""{"v":1,"shard":"0"}""")]
    [InlineData("""{"v":1,"kind":"theft"}""")]
    [InlineData("""{"v":1,"id":"x"}""")]
    [InlineData("""{"v":1,"subject":"zz"}""")]
    [InlineData("""{"v":1,"categories":"contact"}""")]
    [InlineData("""{"v":1,"keys":["x"]}""")]
    [InlineData("""{"v":1,"keys":"0b6e1a525d7e4f6b9c3c6b0f3a0f1c11"}""")]
    [InlineData("""{"v":1,"shard":0,"index":0,"operation":"o","outcome":"o"} """ + "{}")]
    [InlineData("""{"shard":0,"index":0,"operation":"o","outcome":"o"}""")]
    [InlineData("""{"v":1,"extra":true}""")]
    [InlineData("""{"v":1,"shard":0,"index":0,"id":"00000000000000000000000000000000","at":"1970-01-01","kind":"access","operation":"o","categories":[],"outcome":"o","count":1}""")]
    public void What_is_no_leaf_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => AuditLeaf.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.Null(AuditLeafReader.TryRead(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void No_damaged_leaf_brings_anything_but_a_refusal() => Gen.Select(Gen.Int[0, 399], Gen.Byte).Sample((at, with) =>
    {
        var leaf = AuditLeaf.Encode(3, 5, Full);
        leaf[at % leaf.Length] ^= with;
        _ = AuditLeafReader.TryRead(leaf);
        _ = AuditLeafReader.TryRead(leaf.AsSpan(0, at % leaf.Length));
    });

    [Fact]
    public void An_auditor_sees_the_bytes_and_what_they_say()
    {
        var leaf = AuditLeaf.Encode(3, 5, Full);
        var shown = AuditLeaf.Present(5, leaf);
        Assert.Equal(leaf, Convert.FromBase64String(shown.Leaf));
        Assert.Equal((5L, "0b6e1a525d7e4f6b9c3c6b0f3a0f1c11", "repeats", "advisor"), (shown.Index, shown.Id, shown.Kind, shown.Role));
        Assert.Equal((new string('a', 1) + "1", 12L, "allowed"), (shown.Subject![..2], shown.Count, shown.Outcome));
        Assert.Equal(("b2", "c3", "d4"), (shown.Actor![..2], shown.Case![..2], shown.Glass![..2]));
        Assert.Equal(("servicing", "profile.read", Full.Client, Full.At), (shown.Purpose, shown.Operation, shown.Client, shown.At));
        Assert.Equal(["contact", "identity"], shown.Categories.AsEnumerable());
    }

    private static Gen<(int Shard, long Index, AuditEntry Entry)> Entries =>
        from shard in Gen.Int[0, 9]
        from index in Gen.Long[0, long.MaxValue]
        from id in Gen.Guid
        from at in Gen.Long[0, 4_000_000_000_000]
        from kind in Gen.Enum<AuditKind>()
        from role in Gen.Nullable(Gen.Enum<Role>())
        from client in Gen.Null(Gen.String)
        from subject in Gen.Byte.Array[16]
        from hasSubject in Gen.Bool
        from categories in Gen.String.Array[0, 3]
        from count in Gen.Long[1, long.MaxValue]
        from keys in Gen.Guid.Array[0, 2]
        select (shard, index, new AuditEntry
        {
            Id = id, At = DateTimeOffset.FromUnixTimeMilliseconds(at), Kind = kind, Role = role, Client = client is null ? null : Whole(client),
            Subject = hasSubject ? [.. subject] : null, Operation = "o", Outcome = "allowed", Categories = [.. categories.Select(Whole)], Count = count, DestroyedKeys = [.. keys],
        });

    /// <summary>Text that UTF-8 can hold: a lone surrogate is replaced on the way.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static ImmutableArray<byte> Bytes(byte value) => [.. Enumerable.Repeat(value, 16)];
}
