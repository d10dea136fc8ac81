using Grains.Activity;
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
        var past = new List<MonthOfMoney>(picture.Months.Count);
        var active = 0;
        foreach (var month in picture.Months)
        {
            active += month.Income != 0 || month.Spending != 0 ? 1 : 0;
            if (month.Month == Month)
            {
                Current = month;
            }
            else if (firstMonth != int.MaxValue)
            {
                past.Add(month);
            }
            else if (month.Income != 0 || month.Spending != 0)
            {
                firstMonth = month.Month;
            }
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
        past.RemoveRange(0, Math.Max(0, past.Count - MonthsOfYear));
        Past = past;
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

    /// <summary>The months that are over, oldest first, at most 12. The first month in which anything was booked is left out: it may have
    /// begun before we knew of it.</summary>
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

    /// <summary>The category that a stream's newest payments have.</summary>
    /// <param name="counterparty">The stream's counterparty.</param>
    /// <param name="isInflow">Whether it brings money in.</param>
    /// <returns>The category's id; null where none of them is held any more.</returns>
    public string? CategoryOf(string counterparty, bool isInflow)
    {
        foreach (var transaction in Picture.Recent)
        {
            if (transaction.Amount > 0 == isInflow && transaction.Counterparty == counterparty)
            {
                return transaction.Category;
            }
        }

        return null;
    }

    /// <summary>Whether what a stream brings in is income; what is held of it no more is taken to be.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Whether it is.</returns>
    public bool MayBeIncome(RecurringStream stream) =>
        stream.IsInflow && (CategoryOf(stream.Counterparty, isInflow: true) is not { } category || Picture.IncomeCategories.Contains(category));

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
