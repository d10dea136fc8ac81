using Grains.Interfaces.Activity;

namespace Grains.Insights;

/// <summary>Bank fees that do not repeat, such as for an overdraft, a reminder or a foreign cash machine, have come to a notable sum within 30 days.
/// What repeats is the account's own price and not spoken of.</summary>
internal sealed class AvoidableFee() : InsightRule(
    "fee-avoidable",
    [new("minShare", 0, 0.5m)],
    [new("amount", FigureKind.Money), new("count", FigureKind.Count), new("date", FigureKind.Date)])
{
    private const string Fees = "fees";
    private const int Days = 30;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.UsualSpending is not { } usual)
        {
            return;
        }

        var (start, sum, count) = (int.MinValue, 0m, 0);
        TransactionView? crossing = null;
        for (var i = evidence.Picture.Recent.Count - 1; i >= 0; i--)
        {
            var fee = evidence.Picture.Recent[i];
            if (fee.Category != Fees || fee.Amount >= 0 || Repeats(evidence, fee))
            {
                continue;
            }

            var day = Evidence.DayOf(fee);
            if (day > start + Days)
            {
                Close();
                (start, sum, count, crossing) = (day, 0, 0, null);
            }

            (sum, count) = (sum - fee.Amount, count + 1);
            crossing ??= sum >= declared["minShare"] * usual ? fee : null;
        }

        Close();

        void Close()
        {
            if (crossing is not null)
            {
                var since = Evidence.DayOf(crossing);
                found.Add(new(declared, crossing.Id, since, since, since + declared.ValidDays, sum, [sum, count, since]));
            }
        }
    }

    private static bool Repeats(Evidence evidence, TransactionView fee)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.Status == StreamStatus.Mature && stream.Counterparty == fee.Counterparty && !stream.IsInflow)
            {
                return true;
            }
        }

        return false;
    }
}
