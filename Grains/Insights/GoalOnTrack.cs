namespace Grains.Insights;

/// <summary>The customer's savings goal will be reached in time if they go on as they do.</summary>
internal sealed class GoalOnTrack() : InsightRule(
    "goal-on-track", [], [new("amount", FigureKind.Money), new("date", FigureKind.Date), new("expected", FigureKind.Money)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.Goal is not { } goal || GoalOutlook.Of(evidence) is not { } outlook)
        {
            return;
        }

        if (outlook.Expected >= goal.Amount)
        {
            found.Add(new(
                declared, InsightId.OfGoal(goal), evidence.Month, evidence.Today, Math.Min(goal.By.DayNumber, evidence.NextMonthStart), goal.Amount,
                [goal.Amount, goal.By.DayNumber, outlook.Expected]));
        }
    }
}
