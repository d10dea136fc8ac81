namespace Grains.Insights;

/// <summary>A payment has come to repeat every month, at the same price and to somebody who was not paid before.</summary>
internal sealed class NewSubscription() : InsightRule(
    "new-subscription",
    [new("occurrences", 2, 6), new("steady", 0, 0.5m)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("yearly", FigureKind.Money), new("date", FigureKind.Date)])
{
    private const int MonthsOfYear = 12;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.IsInflow || stream.Status == StreamStatus.Ended || stream.Frequency != Frequency.Monthly || stream.Count != (int)declared["occurrences"]
                || stream.Last > evidence.Today || !evidence.SawMonthBefore(stream.First)
                || Math.Abs(stream.LastAmount - stream.AverageAmount) > declared["steady"] * Math.Abs(stream.AverageAmount)
                || IsOld(evidence, stream) || declared.Excepts(stream.CategoryId))
            {
                continue;
            }

            var amount = -stream.LastAmount;
            found.Add(new(
                declared, stream.Id, stream.First, stream.Last, stream.Last + declared.ValidDays, amount * MonthsOfYear,
                [stream.Counterparty, amount, amount * MonthsOfYear, stream.Last]));
        }
    }

    /// <summary>Whether the same counterparty was paid before, at another price.</summary>
    private static bool IsOld(Evidence evidence, RecurringStream stream)
    {
        foreach (var other in evidence.Streams)
        {
            if (other.Counterparty == stream.Counterparty && other.Id != stream.Id && other.First < stream.First)
            {
                return true;
            }
        }

        return false;
    }
}
