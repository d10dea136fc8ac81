using System.Collections.Immutable;
using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains;

/// <summary>Who used the customer's data: read from the audit store, and from what this activation has counted since.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly TimeSpan UsageShown = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public async ValueTask<Reply<UsagePage>> Usage(Input<UsageQuery> query)
    {
        if ((query.Fault ?? UsageRules.Fault(query.Value!)) is { } fault)
        {
            return fault;
        }

        // The caller reads their own access too, so it is recorded first.
        await RecordAccess(Caller.Current!, refused: null);
        return await ReadUsage(query.Value!);
    }

    /// <summary>A page of a question that is in order.</summary>
    private async ValueTask<UsagePage> ReadUsage(UsageQuery asked)
    {
        var place = UsageRules.PlaceOf(asked.After)!.Value;
        var (from, to) = (asked.From ?? Now - UsageShown, asked.To ?? DateTimeOffset.MaxValue);
        var counted = Windows.Counted.Where(e => e.At >= from && e.At < to).Skip(place.Counted).Take(asked.Limit + 1)
            .Select((e, i) => (Line: UsageLine.Of(e, text: null, catalogue), Next: new UsagePlace(place.Counted + i + 1, place.Before)));
        var rows = await store.Of(AuditPlace.Of(this.GetPrimaryKey(), store.Shards), Subject!.Value.AsMemory(), from, to, place.Before, asked.Limit + 1);
        var lines = counted.Concat(rows.Select(row => (Line: LineOf(row), Next: new UsagePlace(UsagePlace.PastCounted, row.Index)))).Take(asked.Limit + 1).ToList();
        return new UsagePage([.. lines.Take(asked.Limit).Select(static l => l.Line)])
        {
            Next = lines.Count > asked.Limit ? lines[asked.Limit - 1].Next.ToString() : null,
        };
    }

    /// <summary>A line with its text, unless somebody has put another text beside the entry.</summary>
    private UsageEntry LineOf(AuditRow row)
    {
        var said = AuditLeaf.Decode(row.Leaf);
        var text = row.SealedText is { } sealedText ? vault.OpenText(sealedText.AsSpan().ToArray(), entry.Key!, Places) : null;
        var isItsOwn = text is not null && IsSame(Hash(text.CaseReference), said.CaseHash) && IsSame(Hash(text.BreakGlass), said.GlassHash);
        return UsageLine.Of(said, isItsOwn ? text : null, catalogue);
    }

    private static bool IsSame(ImmutableArray<byte>? one, ImmutableArray<byte>? other) =>
        one is { } a ? other is { } b && a.AsSpan().SequenceEqual(b.AsSpan()) : other is null;
}
