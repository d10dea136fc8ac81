namespace Grains.Insights;

/// <summary>The customer's savings goal will be missed clearly if they go on as they do.</summary>
internal sealed class GoalOffTrack() : InsightRule(
    "goal-off-track",
    [new("tolerance", 0, 0.9m)],
    [new("amount", FigureKind.Money), new("date", FigureKind.Date), new("expected", FigureKind.Money), new("missing", FigureKind.Money), new("monthly", FigureKind.Money)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.Goal is not { } goal || GoalOutlook.Of(evidence) is not { } outlook)
        {
            return;
        }

        var missing = goal.Amount - outlook.Expected;
        if (missing > declared["tolerance"] * goal.Amount)
        {
            found.Add(new(
                declared, InsightId.OfGoal(goal), evidence.Month, evidence.Today, Math.Min(goal.By.DayNumber, evidence.NextMonthStart), missing,
                [goal.Amount, goal.By.DayNumber, outlook.Expected, missing, missing / Math.Max(1, outlook.MonthsLeft)]));
        }
    }
}
