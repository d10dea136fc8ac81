namespace Grains.Insights;

/// <summary>A payment that repeated for long was missed twice, and nothing took its place.</summary>
internal sealed class SubscriptionEnded() : InsightRule(
    "subscription-ended",
    [new("occurrences", 3, 24)],
    [new("counterparty", FigureKind.Text), new("amount", FigureKind.Money), new("date", FigureKind.Date)])
{
    /// <summary>Days after the second missed occurrence by which a stream is surely held to have ended.</summary>
    private const int Tolerance = 8;

    private const int DaysOfWeek = 7;
    private const int DaysOfYear = 365;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        foreach (var stream in evidence.Streams)
        {
            if (stream.IsInflow || stream.Count < declared["occurrences"] || stream.Frequency is not (Frequency.Monthly or Frequency.Quarterly or Frequency.Yearly))
            {
                continue;
            }

            var (period, missedTwice) = (stream.Period()!.Value, stream.Last + (2 * stream.Period()!.Value));
            if (stream.Status == StreamStatus.Ended)
            {
                if (!GoesOn(evidence, stream))
                {
                    var since = Math.Min(evidence.Today, missedTwice);
                    found.Add(new(
                        declared, stream.Id, stream.Last, since, since + declared.ValidDays, -stream.LastAmount * DaysOfYear / period,
                        [stream.Counterparty, -stream.LastAmount, stream.Last]));
                }
            }
            else if (stream.Last + period < evidence.Today)
            {
                found.LookAgainOn(Math.Max(missedTwice + Tolerance, evidence.Today + DaysOfWeek));
            }
            else
            {
                found.LookAgainOn(missedTwice + Tolerance);
            }
        }
    }

    private static bool GoesOn(Evidence evidence, RecurringStream ended)
    {
        foreach (var other in evidence.Streams)
        {
            if (other.Counterparty == ended.Counterparty && !other.IsInflow && other.Id != ended.Id && other.Last > ended.Last)
            {
                return true;
            }
        }

        return false;
    }
}
