using Grains.Interfaces.Activity;

namespace Grains.Insights;

/// <summary>The same amount left the same account for the same counterparty twice within days, and no third time: who charges so every week is
/// paid so every week. Nothing that came back since, and nothing small.</summary>
internal sealed class DuplicateCharge() : InsightRule(
    "duplicate-charge",
    [new("withinDays", 0, 7), new("minShare", 0, 0.5m)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("date", FigureKind.Date), new("firstDate", FigureKind.Date)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.UsualSpending is not { } usual)
        {
            return;
        }

        var recent = evidence.Picture.Recent;
        for (var i = 0; i < recent.Count; i++)
        {
            var second = recent[i];
            if (second.Amount > -declared["minShare"] * usual || second.Amount >= 0 || string.IsNullOrWhiteSpace(second.Counterparty) || declared.Excepts(second.Category)
                || Earlier(recent, i, (int)declared["withinDays"]) is not { } first || !IsOnlyPair(recent, second) || IsFrequent(evidence, second.Counterparty))
            {
                continue;
            }

            var day = Evidence.DayOf(second);
            found.Add(new(
                declared, second.Id, day, day, day + declared.ValidDays, -second.Amount, [second.Counterparty, -second.Amount, day, Evidence.DayOf(first)]));
        }
    }

    private static TransactionView? Earlier(IReadOnlyList<TransactionView> recent, int at, int days)
    {
        for (var i = at + 1; i < recent.Count && Evidence.DayOf(recent[at]) - Evidence.DayOf(recent[i]) <= days; i++)
        {
            if (IsSame(recent[i], recent[at]))
            {
                return recent[i];
            }
        }

        return null;
    }

    /// <summary>Whether it was charged twice in all, and not paid back.</summary>
    private static bool IsOnlyPair(IReadOnlyList<TransactionView> recent, TransactionView charge)
    {
        var count = 0;
        foreach (var other in recent)
        {
            if (other.Counterparty == charge.Counterparty && other.Amount == -charge.Amount)
            {
                return false;
            }

            count += IsSame(other, charge) ? 1 : 0;
        }

        return count == 2;
    }

    private static bool IsSame(TransactionView one, TransactionView other) =>
        one.Amount == other.Amount && one.Counterparty == other.Counterparty && one.AccountId == other.AccountId;

    private static bool IsFrequent(Evidence evidence, string counterparty)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.Counterparty == counterparty && stream.Status != StreamStatus.Ended
                && stream.Frequency is (Frequency.Weekly or Frequency.EveryTwoWeeks or Frequency.TwiceAMonth))
            {
                return true;
            }
        }

        return false;
    }
}
