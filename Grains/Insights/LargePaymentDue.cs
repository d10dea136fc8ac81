namespace Grains.Insights;

/// <summary>A payment that takes a large part of a month's money is due within days: one of those that come a few times a year, or a monthly one that
/// is larger still.</summary>
internal sealed class LargePaymentDue() : InsightRule(
    "large-payment-due",
    [new("withinDays", 1, 30), new("minShare", 0.01m, 5), new("monthlyShare", 0.01m, 5)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("date", FigureKind.Date)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.UsualSpending is not { } usual)
        {
            return;
        }

        foreach (var stream in evidence.Streams)
        {
            var share = stream.IsSeldom() ? declared["minShare"] : declared["monthlyShare"];
            if (stream.IsInflow || stream.Due() is not { } due || due < evidence.Today || -stream.LastAmount < share * usual
                || !(stream.IsSeldom() || stream.Frequency == Frequency.Monthly))
            {
                continue;
            }

            found.Add(new(
                declared, stream.Id, due, Math.Max(due - (int)declared["withinDays"], stream.Last + 1), due + 1, -stream.LastAmount,
                [stream.Counterparty, -stream.LastAmount, due]));
        }
    }
}
