namespace Grains.Insights;

/// <summary>Last month another part of the income was kept than usual, by more than it usually varies.</summary>
internal sealed class SavingsRateChanged() : InsightRule(
    "savings-rate-changed",
    [new("minPoints", 2, 100), new("spreads", 0, 10), new("settleDays", 0, 10), new("shownDays", 1, 28)],
    [new("month", FigureKind.Month), new("percent", FigureKind.Percent), new("usual", FigureKind.Percent), new("amount", FigureKind.Money)])
{
    private const int MonthsCompared = 6;

    /// <summary>A month with less than this part of the usual income says something of the income and not of saving.</summary>
    private const decimal LeastIncome = 0.5m;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.UsualIncome is not { } income || evidence.Past[^1] is not { } month || month.Month != evidence.Month - 1)
        {
            return;
        }

        var settle = (int)declared["settleDays"];
        Span<decimal> rates = stackalloc decimal[MonthsCompared];
        var count = 0;
        for (var i = evidence.Past.Count - 2; i >= 0 && count < MonthsCompared; i--)
        {
            if (evidence.Past[i].Income >= LeastIncome * income)
            {
                rates[count++] = Rate(evidence.Past[i]);
            }
        }

        if (count < Evidence.LeastMonths || month.Income < LeastIncome * income)
        {
            return;
        }

        var (usual, rate, since) = (RobustLevel.Of(rates[..count]), Rate(month), evidence.MonthStart + settle);
        var change = Math.Abs(rate - usual.Median);
        if (change * 100 >= declared["minPoints"] && change >= declared["spreads"] * usual.Spread)
        {
            found.Add(new(
                declared, string.Empty, month.Month, since, since + (int)declared["shownDays"], change * month.Income,
                [month.Month, rate * 100, usual.Median * 100, month.Income - month.Spending]));
        }
    }

    private static decimal Rate(MonthOfMoney month) => (month.Income - month.Spending) / month.Income;
}
