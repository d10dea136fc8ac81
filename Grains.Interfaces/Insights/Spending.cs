using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Insights;

/// <summary>Which months of spending.</summary>
/// <param name="Months">1 to 13, the month of <paramref name="AsOf"/> included.</param>
/// <param name="AsOf">The day that counts as today; null for the clock's.</param>
[GenerateSerializer, Immutable, Alias("spending-query")]
public sealed record SpendingQuery([property: Id(0)] int Months = SpendingQuery.DefaultMonths, [property: Id(1)] DateOnly? AsOf = null)
{
    /// <summary>Months where none are asked for.</summary>
    public const int DefaultMonths = 3;

    /// <summary>Months at most: totals are held of as many.</summary>
    public const int MostMonths = 13;
}

/// <summary>What came in and went out, month by month and currency by currency; currencies are never added up.</summary>
/// <param name="AsOf">The day that counts as today.</param>
/// <param name="Months">The newest first, within a month by currency. A month of which nothing is held is absent.</param>
[GenerateSerializer, Immutable, Alias("spending")]
public sealed record Spending([property: Id(0)] DateOnly AsOf, [property: Id(1)] ImmutableArray<SpendingMonth> Months);

/// <summary>A month in one currency, over all accounts. Transfers between the customer's own accounts and what is put aside are in none of the
/// amounts.</summary>
[GenerateSerializer, Immutable, Alias("spending-month")]
public sealed record SpendingMonth
{
    /// <summary>Nothing came in, so there is no part of it that was spent or saved.</summary>
    public const string NoIncome = "no-income";

    /// <summary>The month, yyyy-MM.</summary>
    [Id(0)]
    public required string Month { get; init; }

    /// <summary>ISO 4217.</summary>
    [Id(1)]
    public required string Currency { get; init; }

    /// <summary>Whether the month was over on the day that counts as today.</summary>
    [Id(2)]
    public bool IsComplete { get; init; }

    /// <summary>What came in, less what was taken back of it.</summary>
    [Id(3)]
    public decimal Income { get; init; }

    /// <summary>What went out, less refunds; below 0 where more was refunded than spent.</summary>
    [Id(4)]
    public decimal Spent { get; init; }

    /// <summary>The part of the income that was not spent, four decimals; below 0 where more was spent. Null where nothing came in.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? SavingsRate { get; init; }

    /// <summary>Why there is no savings rate; null where there is one.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }

    /// <summary>By category, the largest amount first.</summary>
    [Id(7)]
    public ImmutableArray<SpendingCategory> Categories { get; init; }
}

/// <summary>What a month held of a category.</summary>
/// <param name="Category">A category id of the catalogue.</param>
/// <param name="Kind"><c>spending</c> or <c>income</c>.</param>
/// <param name="Amount">Of spending, what went out less what came back; of income, what came in less what was taken back.</param>
/// <param name="Returned">What came back, or was taken back; 0 for nothing.</param>
/// <param name="Transactions">How many there were, both ways.</param>
[GenerateSerializer, Immutable, Alias("spending-category")]
public sealed record SpendingCategory(
    [property: Id(0)] string Category, [property: Id(1)] string Kind, [property: Id(2)] decimal Amount, [property: Id(3)] decimal Returned,
    [property: Id(4)] int Transactions);
