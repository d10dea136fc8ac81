using Grains.Activity;

namespace Grains.Insights;

/// <summary>The balance is expected to come near zero or below it within the forecast's 30 days.</summary>
internal sealed class LowBalance() : InsightRule(
    "low-balance",
    [new("floorShare", 0, 1), new("lookAgainDays", 1, 30)],
    [new("amount", FigureKind.Money), new("low", FigureKind.Money), new("date", FigureKind.Date)])
{
    /// <inheritdoc/>
    public override void Find(Evidence evidence, InsightDeclaration declared, Findings found)
    {
        if (evidence.Picture.Lowest is not { } lowest)
        {
            return;
        }

        var usual = evidence.UsualSpending ?? 0;
        var (floor, day) = (declared["floorShare"] * usual, lowest.Date.DayNumber);
        if (lowest.Expected < floor && day > evidence.Today)
        {
            found.Add(new(
                declared, string.Empty, BookingDay.MonthOf(day), evidence.Today, day, floor - lowest.Expected, [lowest.Expected, lowest.Low, day]));
        }

        // What the forecast will say on a later day nobody knows before; far from the floor it need not be asked.
        if (lowest.Low < floor + usual)
        {
            found.LookAgainOn(evidence.Today + (int)declared["lookAgainDays"]);
        }
    }
}
