using Grains.Activity;

namespace Grains.Insights;

/// <summary>More was spent in a category than in all of a usual month. What must be exceeded is the median of the months before, or the same month a
/// year ago where that was more (heating has its season), in full from the first day on (rent is due on the first), plus several times their
/// spread, of which the running month has as much as it has days: so it is true on the day on which it was spent, and stays so.</summary>
internal sealed class UnusualSpending() : InsightRule(
    "unusual-spending",
    [new("spreads", 1, 10), new("minRise", 0.05m, 10), new("minShare", 0, 1), new("minMonths", Evidence.LeastMonths, 12)],
    [new("category", FigureKind.Category), new("amount", FigureKind.Money), new("usual", FigureKind.Money), new("percent", FigureKind.Percent), new("month", FigureKind.Month)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.Current is not { } month || evidence.UsualSpending is not { } usual)
        {
            return;
        }

        foreach (var (category, total) in month.ByCategory)
        {
            if (total <= 0 || declared.Excepts(category) || Level(evidence, category, (int)declared["minMonths"]) is not { } level)
            {
                continue;
            }

            var excess = Math.Max(declared["minRise"] * level.Median, declared["minShare"] * usual);
            var spent = total - Seldom(evidence, category);
            var expected = Math.Max(level.Median, YearAgo(evidence, category));
            if (spent >= expected + excess && Since(evidence, category, spent, expected, excess, declared["spreads"] * level.Spread) is { } since)
            {
                found.Add(new(
                    declared, category, evidence.Month, since, evidence.NextMonthStart, spent - level.Median,
                    [category, spent, level.Median, ((spent / level.Median) - 1) * 100, evidence.Month]));
            }
        }
    }

    private static RobustLevel? Level(Evidence evidence, string category, int leastMonths)
    {
        Span<decimal> values = stackalloc decimal[evidence.Past.Count];
        var used = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = evidence.Past[i].ByCategory.GetValueOrDefault(category);
            used += values[i] > 0 ? 1 : 0;
        }

        return used >= leastMonths && RobustLevel.Of(values) is { Median: > 0 } level ? level : null;
    }

    /// <summary>What the same month of the year before had of a category; 0 where it is not known.</summary>
    private static decimal YearAgo(Evidence evidence, string category)
    {
        foreach (var month in evidence.Picture.Months)
        {
            if (month.Month == evidence.Month - Evidence.MonthsOfYear)
            {
                return month.ByCategory.GetValueOrDefault(category);
            }
        }

        return 0;
    }

    /// <summary>The day whose spending went over the limit of that day; where the transactions do not show it, today if the limit of the month's
    /// last day is passed.</summary>
    private static int? Since(Evidence evidence, string category, decimal spent, decimal expected, decimal excess, decimal spread)
    {
        decimal Limit(int day) => expected + Math.Max(excess, spread * (day - evidence.MonthStart + 1) / evidence.MonthLength);

        var sum = 0m;
        for (var i = evidence.Picture.Recent.Count - 1; i >= 0; i--)
        {
            var transaction = evidence.Picture.Recent[i];
            var day = Evidence.DayOf(transaction);
            if (day < evidence.MonthStart || day > evidence.Today || transaction.Category != category || IsSeldom(evidence, transaction.Counterparty))
            {
                continue;
            }

            sum -= transaction.Amount;
            if (sum >= Limit(day))
            {
                return spent >= Limit(day) ? day : null;
            }
        }

        return spent >= Limit(evidence.NextMonthStart - 1) ? evidence.Today : null;
    }

    /// <summary>What was paid this month of what is due a few times a year: expected, not unusual.</summary>
    private static decimal Seldom(Evidence evidence, string category)
    {
        var sum = 0m;
        foreach (var transaction in evidence.Picture.Recent)
        {
            if (transaction.Category == category && BookingDay.MonthOf(Evidence.DayOf(transaction)) == evidence.Month && IsSeldom(evidence, transaction.Counterparty))
            {
                sum -= transaction.Amount;
            }
        }

        return sum;
    }

    private static bool IsSeldom(Evidence evidence, string? counterparty)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.IsSeldom() && !stream.IsInflow && stream.Counterparty == counterparty)
            {
                return true;
            }
        }

        return false;
    }
}
