using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>A financial picture with what several rules ask of it, computed once.</summary>
internal sealed class Evidence
{
    /// <summary>Full months that must be known before anything is called usual.</summary>
    public const int LeastMonths = 3;

    /// <summary>Months of a year.</summary>
    public const int MonthsOfYear = 12;

    private const int MonthsOfUsual = 6;
    private readonly int firstMonth = int.MaxValue;

    /// <summary>Looks at a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="goal">The customer's goal; null where they stated none.</param>
    public Evidence(FinancialPicture picture, SavingsGoal? goal)
    {
        (Picture, Goal, Today) = (picture, goal, picture.AsOf.DayNumber);
        Month = BookingDay.MonthOf(Today);
        MonthStart = Today - picture.AsOf.Day + 1;
        MonthLength = DateTime.DaysInMonth(picture.AsOf.Year, picture.AsOf.Month);
        var active = 0;
        foreach (var month in picture.Months)
        {
            active += month.IsActive ? 1 : 0;
            Current = month.Month == Month ? month : Current;
            firstMonth = month.IsActive && month.Month < Math.Min(Month, firstMonth) ? month.Month : firstMonth;
        }

        var streams = new List<RecurringStream>(picture.Streams.Count);
        foreach (var stream in picture.Streams)
        {
            if (!string.IsNullOrWhiteSpace(stream.Counterparty))
            {
                streams.Add(stream);
            }
        }

        Streams = streams;
        IsEnough = picture.Recent.Count > 1 || active > 1;
        Past = [.. picture.WholeMonths.TakeLast(MonthsOfYear)];
        UsualSpending = Usual(static m => m.Spending);
        UsualIncome = Usual(static m => m.Income);
    }

    /// <summary>The picture.</summary>
    public FinancialPicture Picture { get; }

    /// <summary>The customer's goal; null where they stated none.</summary>
    public SavingsGoal? Goal { get; }

    /// <summary>The picture's streams whose counterparty has a name to be told by.</summary>
    public IReadOnlyList<RecurringStream> Streams { get; }

    /// <summary>Day number of the day that counts as today.</summary>
    public int Today { get; }

    /// <summary>The month of today: 12 × year + month − 1.</summary>
    public int Month { get; }

    /// <summary>Day number of the month's first day.</summary>
    public int MonthStart { get; }

    /// <summary>Days of the month.</summary>
    public int MonthLength { get; }

    /// <summary>Day number of the next month's first day.</summary>
    public int NextMonthStart => MonthStart + MonthLength;

    /// <summary>The running month; null where nothing is known of it.</summary>
    public MonthOfMoney? Current { get; }

    /// <summary>The months that are over and were seen whole, oldest first, at most 12.</summary>
    public IReadOnlyList<MonthOfMoney> Past { get; }

    /// <summary>The median month's spending; null where three full months are not known or it is not above 0.</summary>
    public decimal? UsualSpending { get; }

    /// <summary>The median month's income; null where three full months are not known or it is not above 0.</summary>
    public decimal? UsualIncome { get; }

    /// <summary>Whether more than one transaction is known.</summary>
    public bool IsEnough { get; }

    /// <summary>Whether something that began on a day can be called new: the whole month before it was seen, and it was not there.</summary>
    /// <param name="day">Day number.</param>
    /// <returns>Whether it can.</returns>
    public bool SawMonthBefore(int day) => firstMonth <= BookingDay.MonthOf(day) - 2;

    /// <summary>Whether what a stream brings in is income.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Whether it is.</returns>
    public bool IsIncome(RecurringStream stream) => stream.IsInflow && Picture.KindOf(stream) == CategoryKind.Income;

    /// <summary>A transaction's day.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <returns>Day number.</returns>
    public static int DayOf(TransactionView transaction) => BookingDay.Of(transaction.BookedAt);

    private decimal? Usual(Func<MonthOfMoney, decimal> of)
    {
        if (Past.Count < LeastMonths)
        {
            return null;
        }

        Span<decimal> values = stackalloc decimal[Math.Min(MonthsOfUsual, Past.Count)];
        for (int i = 0, at = Past.Count - values.Length; i < values.Length; i++, at++)
        {
            values[i] = of(Past[at]);
        }

        var usual = RobustLevel.Of(values).Median;
        return usual > 0 ? usual : null;
    }
}
