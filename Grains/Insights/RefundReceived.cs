using Grains.Interfaces.Activity;

namespace Grains.Insights;

/// <summary>Money came back from somebody who was paid at least as much before.</summary>
internal sealed class RefundReceived() : InsightRule(
    "refund-received",
    [new("minShare", 0, 1)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("date", FigureKind.Date), new("purchaseDate", FigureKind.Date)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        var least = declared["minShare"] * (evidence.UsualSpending ?? 0);
        var recent = evidence.Picture.Recent;
        for (var i = 0; i < recent.Count; i++)
        {
            var refund = recent[i];
            if (refund.Amount <= 0 || refund.Amount < least || string.IsNullOrWhiteSpace(refund.Counterparty) || declared.Excepts(refund.Category)
                || PurchaseBefore(recent, i) is not { } purchase || PaysRegularly(evidence, refund.Counterparty))
            {
                continue;
            }

            var day = Evidence.DayOf(refund);
            found.Add(new(
                declared, refund.Id, day, day, day + declared.ValidDays, refund.Amount, [refund.Counterparty, refund.Amount, day, Evidence.DayOf(purchase)]));
        }
    }

    private static TransactionView? PurchaseBefore(IReadOnlyList<TransactionView> recent, int refund)
    {
        for (var i = refund + 1; i < recent.Count; i++)
        {
            if (recent[i].Counterparty == recent[refund].Counterparty && -recent[i].Amount >= recent[refund].Amount)
            {
                return recent[i];
            }
        }

        return null;
    }

    private static bool PaysRegularly(Evidence evidence, string counterparty)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.IsInflow && stream.Status == StreamStatus.Mature && stream.Counterparty == counterparty)
            {
                return true;
            }
        }

        return false;
    }
}
