using System.Collections.Frozen;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Activity;

namespace Grains.Insights;

/// <summary>What a customer's transactions say on a day, in their main currency: the one most of them are in. Other currencies are never
/// added up with it. What insights are found in and advice is judged by; computed when asked for and never stored.</summary>
internal sealed record FinancialPicture
{
    /// <summary>The day that counts as today.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>ISO 4217, of every amount here.</summary>
    public required string Currency { get; init; }

    /// <summary>The latest known balances of all accounts in the currency, together; null where none is known.</summary>
    public decimal? Balance { get; init; }

    /// <summary>The months that totals are held of, oldest first, without gaps: a month in which nothing was booked has zeros. The last one
    /// is that of <see cref="AsOf"/>, which is not over.</summary>
    public IReadOnlyList<MonthOfMoney> Months { get; init; } = [];

    /// <summary>Payments that repeat, in the currency, with the ids of their categories.</summary>
    public IReadOnlyList<RecurringStream> Streams { get; init; } = [];

    /// <summary>The raw transactions that are still held (45 days), in the currency, newest first.</summary>
    public IReadOnlyList<TransactionView> Recent { get; init; } = [];

    /// <summary>What categories are, by id.</summary>
    public IReadOnlyDictionary<string, CategoryKind> CategoryKinds { get; init; } = FrozenDictionary<string, CategoryKind>.Empty;

    /// <summary>The lowest balance expected within 30 days, of the busiest account; null where it is not known.</summary>
    public ExpectedLowest? Lowest { get; init; }

    /// <summary>The months that are over and were seen whole, oldest first. The first month in which anything was booked is left out: it may have
    /// begun before we knew of it.</summary>
    public IEnumerable<MonthOfMoney> WholeMonths =>
        Months.TakeWhile(month => month.Month < BookingDay.MonthOf(AsOf.DayNumber)).SkipWhile(static month => !month.IsActive).Skip(1);

    /// <summary>What a stream's payments are to the household.</summary>
    /// <param name="stream">One of <see cref="Streams"/>.</param>
    /// <returns>The kind of its category; spending where that is not known.</returns>
    public CategoryKind KindOf(RecurringStream stream) => stream.CategoryId is { } category ? CategoryKinds.GetValueOrDefault(category) : default;
}

/// <summary>A month's money in one currency, transfers between own accounts left out, refunds taken off their category.</summary>
/// <param name="Month">12 × year + month − 1.</param>
/// <param name="Income">What came in and is no refund.</param>
/// <param name="Spending">What went out, less refunds; not negative unless more was refunded than spent.</param>
/// <param name="ByCategory">Spending by category id.</param>
internal sealed record MonthOfMoney(int Month, decimal Income, decimal Spending, IReadOnlyDictionary<string, decimal> ByCategory)
{
    /// <summary>Whether anything came in or went out.</summary>
    public bool IsActive => Income != 0 || Spending != 0;
}

/// <summary>The lowest balance that is expected, with its 80 % interval.</summary>
/// <param name="Date">The day of the lowest expectation.</param>
/// <param name="Expected">The expected minimum.</param>
/// <param name="Low">The minimum is below it in one case of ten.</param>
/// <param name="High">The minimum is above it in one case of ten.</param>
internal sealed record ExpectedLowest(DateOnly Date, decimal Expected, decimal Low, decimal High);
