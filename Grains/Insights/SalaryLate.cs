namespace Grains.Insights;

/// <summary>A regular income that a month depends on has not come, days after it was due, and nothing like it came from elsewhere.</summary>
internal sealed class SalaryLate() : InsightRule(
    "salary-late",
    [new("graceDays", 1, 15), new("minShare", 0.05m, 1)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("date", FigureKind.Date)])
{
    /// <summary>What comes this many days before the day is that payment.</summary>
    private const int Early = 7;

    /// <summary>What has this part of the amount could be the payment.</summary>
    private const decimal Alike = 0.7m;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.UsualIncome is not { } usual)
        {
            return;
        }

        foreach (var stream in evidence.Streams)
        {
            if (!evidence.IsIncome(stream) || stream.IsSeldom() || stream.AverageAmount < declared["minShare"] * usual || stream.Due() is not { } due
                || HasCome(evidence, stream, due))
            {
                continue;
            }

            var since = due + (int)declared["graceDays"];
            found.Add(new(
                declared, stream.Id, due, since, due + stream.Period()!.Value, stream.AverageAmount, [stream.Counterparty, stream.AverageAmount, due]));
        }
    }

    private static bool HasCome(Evidence evidence, RecurringStream stream, int due)
    {
        foreach (var transaction in evidence.Picture.Recent)
        {
            if (Evidence.DayOf(transaction) > Math.Max(stream.Last, due - Early) && transaction.Amount >= Alike * stream.AverageAmount)
            {
                return true;
            }
        }

        return false;
    }
}
