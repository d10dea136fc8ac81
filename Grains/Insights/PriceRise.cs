namespace Grains.Insights;

/// <summary>A regular payment costs more than it did.</summary>
internal sealed class PriceRise() : InsightRule(
    "price-rise",
    [new("minPercent", 0.5m, 100), new("maxPercent", 1, 1000)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("previous", FigureKind.Money), new("percent", FigureKind.Percent), new("date", FigureKind.Date)])
{
    private const int DaysOfYear = 365;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.IsInflow || stream.Period() is not { } period || LevelChange.Day(evidence, stream) is not { } since
                || declared.Excepts(stream.CategoryId))
            {
                continue;
            }

            var (amount, previous) = (-stream.LastAmount, -stream.PreviousAmount!.Value);
            var percent = ((amount / previous) - 1) * 100;
            if (percent >= declared["minPercent"] && percent <= declared["maxPercent"])
            {
                found.Add(new(
                    declared, stream.Id, since, since, since + declared.ValidDays, (amount - previous) * DaysOfYear / period,
                    [stream.Counterparty, amount, previous, percent, since]));
            }
        }
    }
}
