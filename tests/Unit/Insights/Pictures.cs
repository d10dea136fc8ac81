using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Insights;

namespace Tests.Unit.Insights;

/// <summary>Customers of an ordinary life: 3,000 come in a month and 2,000 go out, and something happens on top.</summary>
internal static class Pictures
{
    public static readonly DateOnly Today = new(2026, 11, 20);
    private const int ThisMonth = (2026 * 12) + 10;

    public static InsightCatalog Declared { get; } = Catalogue.Load().Insights;

    /// <summary>Seven full months of which the first does not count, and the running one, of which half is spent.</summary>
    public static FinancialPicture Usual { get; } = new()
    {
        AsOf = Today,
        Currency = "EUR",
        Balance = 4_000,
        CategoryKinds = Catalogue.Load().CategoryKinds,
        Months = [.. Enumerable.Range(1, 7).Reverse().Select(ago => Month(ago, 2_000 + (ago % 3 * 40))), Month(0, 1_000)],
        Recent = [Paid(2, -40, "Shop", "groceries"), Paid(5, -60, "Shop", "groceries")],
    };

    public static MonthOfMoney Month(int ago, decimal spending, decimal income = 3_000, decimal groceries = 400) =>
        new(ThisMonth - ago, income, spending, new Dictionary<string, decimal> { ["groceries"] = groceries + (ago % 3 * 10), ["housing"] = 900 });

    public static FinancialPicture WithMonth(this FinancialPicture picture, MonthOfMoney month) =>
        picture with { Months = [.. picture.Months.Select(m => m.Month == month.Month ? month : m)] };

    public static FinancialPicture With(this FinancialPicture picture, params TransactionView[] transactions) =>
        picture with { Recent = [.. picture.Recent.Concat(transactions).OrderByDescending(t => t.BookedAt)] };

    public static FinancialPicture With(this FinancialPicture picture, params RecurringStream[] streams) => picture with { Streams = [.. picture.Streams, .. streams] };

    public static TransactionView Paid(int daysAgo, decimal amount, string? counterparty, string category, string? id = null) => new()
    {
        Id = id ?? $"{counterparty}{daysAgo}{amount}", AccountId = "a", Currency = "EUR", Category = category, Amount = amount, Counterparty = counterparty,
        BookedAt = new DateTimeOffset(Today.AddDays(-daysAgo), new TimeOnly(12, 0), TimeSpan.Zero),
    };

    /// <summary>A payment that has gone on for a year, monthly as a rule: an income, or a subscription.</summary>
    public static RecurringStream Stream(decimal amount, int lastDaysAgo, string counterparty = "Partner", Frequency frequency = Frequency.Monthly)
    {
        var dates = Accounts.Due(frequency, Today.AddDays(-lastDaysAgo));
        var last = Today.DayNumber - lastDaysAgo;
        return new($"s-{counterparty}-{amount}", 0, 0, 0, counterparty, dates, StreamStatus.Mature, 12, amount, amount, null, last - 335, last, dates.At(1))
        {
            CategoryId = amount > 0 ? "salary" : "subscriptions",
        };
    }

    /// <summary>The same payment at another amount than it had before its newest one.</summary>
    public static RecurringStream After(this RecurringStream stream, decimal previous, decimal average) =>
        stream with { PreviousAmount = previous, AverageAmount = average, ChangedOn = stream.Last };

    public static BoardView View(FinancialPicture picture, SavingsGoal? goal = null, InsightState? state = null) =>
        InsightBoard.Update(state ?? InsightState.Empty, picture, Declared, goal);

    public static ImmutableArray<Insight> Words(this BoardView view, string language = "en") => InsightWording.Of(view.Shown, "EUR", language, Declared);

    /// <summary>The insights of a type, in English.</summary>
    public static Insight[] Find(this FinancialPicture picture, string type, SavingsGoal? goal = null) => [.. View(picture, goal).Words().Where(i => i.Type == type)];

    public static decimal Number(this Insight insight, string figure) => insight.Figures[figure].Number;

    /// <summary>The running month has its rent and nothing else.</summary>
    public static FinancialPicture WithRent(this FinancialPicture picture) =>
        picture with { Months = [.. picture.Months.SkipLast(1), picture.Months[^1] with { Spending = 900, ByCategory = new Dictionary<string, decimal> { ["housing"] = 900 } }] };

    /// <summary>The same picture on a later day on which nothing was booked since.</summary>
    public static FinancialPicture On(this FinancialPicture picture, DateOnly day)
    {
        var month = (day.Year * 12) + day.Month - 1;
        var months = picture.Months.ToList();
        while (months.Count > 0 && months[^1].Month < month)
        {
            months.Add(new(months[^1].Month + 1, 0, 0, new Dictionary<string, decimal>()));
        }

        return picture with { AsOf = day, Months = months };
    }
}
