namespace Grains.Insights;

/// <summary>In the first days of a month: what the month before cost, against a usual one.</summary>
internal sealed class MonthCompared() : InsightRule(
    "month-compared",
    [new("minPercent", 0, 100), new("settleDays", 0, 10), new("shownDays", 1, 28)],
    [new("month", FigureKind.Month), new("amount", FigureKind.Money), new("usual", FigureKind.Money), new("percent", FigureKind.Change)])
{
    private const int MonthsCompared = 6;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        var others = evidence.Past.Count - 1;
        if (others < Evidence.LeastMonths || evidence.Past[^1] is not { } month || month.Month != evidence.Month - 1)
        {
            return;
        }

        var (settle, from) = ((int)declared["settleDays"], Math.Max(0, others - MonthsCompared));
        Span<decimal> values = stackalloc decimal[others - from];
        for (var i = from; i < others; i++)
        {
            values[i - from] = evidence.Past[i].Spending;
        }

        var usual = RobustLevel.Of(values).Median;
        if (usual <= 0 || month.Spending < 0)
        {
            return;
        }

        var (percent, since) = (((month.Spending / usual) - 1) * 100, evidence.MonthStart + settle);
        if (Math.Abs(percent) >= declared["minPercent"])
        {
            found.Add(new(
                declared, string.Empty, month.Month, since, since + (int)declared["shownDays"], Math.Abs(month.Spending - usual),
                [month.Month, month.Spending, usual, percent]));
        }
    }
}
