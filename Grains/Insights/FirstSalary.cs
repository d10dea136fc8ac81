namespace Grains.Insights;

/// <summary>Somebody paid a notable income for the first time: a first salary, pension or benefit.</summary>
internal sealed class FirstSalary() : InsightRule(
    "first-salary",
    [new("minShare", 0.05m, 5)],
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
            if (evidence.IsIncome(stream) && stream.Count == 1 && stream.Last <= evidence.Today && stream.LastAmount >= declared["minShare"] * usual
                && evidence.SawMonthBefore(stream.First) && IsNew(evidence, stream))
            {
                found.Add(new(
                    declared, stream.Id, stream.First, stream.First, stream.First + declared.ValidDays, stream.LastAmount,
                    [stream.Counterparty, stream.LastAmount, stream.First]));
            }
        }
    }

    /// <summary>Whether the payer paid this once and nothing else: not another amount, which is a stream of its own, nor earlier.</summary>
    private static bool IsNew(Evidence evidence, RecurringStream stream)
    {
        foreach (var other in evidence.Streams)
        {
            if (other.Id != stream.Id && other.IsInflow && other.Counterparty == stream.Counterparty)
            {
                return false;
            }
        }

        var payments = 0;
        foreach (var transaction in evidence.Picture.Recent)
        {
            payments += transaction.Amount > 0 && transaction.Counterparty == stream.Counterparty ? 1 : 0;
        }

        return payments == 1;
    }
}
