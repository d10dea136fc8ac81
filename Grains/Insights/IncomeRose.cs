namespace Grains.Insights;

/// <summary>A regular income, a notable part of all income, is higher than it was.</summary>
internal sealed class IncomeRose() : InsightRule(
    "income-rose",
    [new("minPercent", 0.5m, 100), new("maxPercent", 1, 1000), new("minShare", 0, 1)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("previous", FigureKind.Money), new("percent", FigureKind.Percent), new("date", FigureKind.Date)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.UsualIncome is not { } usual)
        {
            return;
        }

        foreach (var stream in evidence.Streams)
        {
            if (!evidence.IsIncome(stream) || stream.LastAmount < declared["minShare"] * usual || LevelChange.Day(evidence, stream) is not { } since)
            {
                continue;
            }

            var (amount, previous) = (stream.LastAmount, stream.PreviousAmount!.Value);
            var percent = ((amount / previous) - 1) * 100;
            if (percent >= declared["minPercent"] && percent <= declared["maxPercent"])
            {
                found.Add(new(
                    declared, stream.Id, since, since, since + declared.ValidDays, amount - previous, [stream.Counterparty, amount, previous, percent, since]));
            }
        }
    }
}
