using System.Collections.Immutable;
using System.Globalization;
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
        if (query.Fault is { } fault)
        {
            return fault;
        }

        var asked = query.Value!;
        var before = long.MaxValue;
        if (asked.After is { } after && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Refusal.Invalid("after", "the next of the page before");
        }

        // The caller reads their own access too, so it is recorded first.
        await RecordAccess(Caller.Current!, refused: null);
        var (from, to) = (asked.From ?? Now - UsageShown, asked.To ?? DateTimeOffset.MaxValue);
        var rows = await store.Of(AuditPlace.Of(this.GetPrimaryKey(), store.Shards), Subject!.Value.AsMemory(), from, to, before, asked.Limit + 1);
        var counted = asked.After is null ? journal.Counted.Select(static w => w.Closing).Where(e => e.At >= from && e.At < to) : [];
        var lines = counted.Select(e => UsageLine.Of(e, text: null, catalogue)).Concat(rows.Take(asked.Limit).Select(LineOf));
        return new UsagePage([.. lines])
        {
            Next = rows.Count > asked.Limit ? rows[asked.Limit - 1].Index.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private UsageEntry LineOf(AuditRow row) => UsageLine.Of(
        AuditLeaf.Decode(row.Leaf), row.SealedText is { } text ? vault.OpenText(text.AsSpan().ToArray(), entry.Key!, Places) : null, catalogue);
}
