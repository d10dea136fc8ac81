namespace Grains.Insights;

/// <summary>Far more lies on the accounts than is spent in months, and has done so for weeks.</summary>
internal sealed class IdleCash() : InsightRule(
    "idle-cash",
    [new("keepMonths", 1, 36), new("holdDays", 7, 40)],
    [new("amount", FigureKind.Money), new("balance", FigureKind.Money), new("months", FigureKind.Count)])
{
    private const int MonthsOfQuarter = 3;

    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.Picture.Balance is not { } balance || evidence.UsualSpending is not { } usual)
        {
            return;
        }

        // One month more than what is kept: a few coins over are not idle.
        var kept = declared["keepMonths"] * usual;
        if (balance < kept + usual || evidence.Picture.Lowest?.Low < 0)
        {
            return;
        }

        found.Add(new(
            declared, string.Empty, evidence.Month / MonthsOfQuarter, Since(evidence, balance, kept + usual, (int)declared["holdDays"]),
            evidence.Today + declared.ValidDays, balance - kept, [balance - kept, balance, declared["keepMonths"]]));
    }

    /// <summary>The day on which it has been above the limit for long enough, told from the balance backwards; today where it was so all along.</summary>
    private static int Since(Evidence evidence, decimal balance, decimal limit, int days)
    {
        foreach (var transaction in evidence.Picture.Recent)
        {
            balance -= transaction.Amount;
            if (balance < limit)
            {
                return Evidence.DayOf(transaction) + days;
            }
        }

        return evidence.Today;
    }
}
