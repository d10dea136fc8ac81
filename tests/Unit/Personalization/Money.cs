using System.Collections.Immutable;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Profile;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>Pictures of money to advise on.</summary>
internal static class Money
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    public static AdviceTraits Known { get; } = Traits();

    /// <summary>Seven months that are over, all alike, of which the first does not count, and the running one.</summary>
    public static FinancialPicture Of(decimal income, decimal spending, decimal? balance, params (string Category, decimal Amount)[] spent)
    {
        var categories = spent.ToDictionary(s => s.Category, s => s.Amount);
        categories["groceries"] = spending - spent.Sum(s => s.Amount);
        var month = (Today.Year * 12) + Today.Month - 1;
        return new FinancialPicture
        {
            AsOf = Today,
            Currency = "EUR",
            Balance = balance,
            CategoryKinds = Customers.Shipped.CategoryKinds,
            Months = [.. Enumerable.Range(month - 7, 7).Select(m => new MonthOfMoney(m, income, spending, categories)), new MonthOfMoney(month, 0, 10, new Dictionary<string, decimal> { ["groceries"] = 10 })],
        };
    }

    public static FinancialPicture Paid(this FinancialPicture picture, params (string Counterparty, string Category, decimal Amount, int DaysAgo)[] paid) => picture with
    {
        Recent =
        [
            .. paid.Select((p, i) => new TransactionView
            {
                Id = $"t{i}", AccountId = "a", BookedAt = new DateTimeOffset(Today.AddDays(-p.DaysAgo), TimeOnly.MinValue, TimeSpan.Zero), Amount = p.Amount, Currency = "EUR",
                Counterparty = p.Counterparty, Category = p.Category,
            }),
        ],
    };

    public static FinancialPicture Repeats(this FinancialPicture picture, params (Frequency Frequency, StreamStatus Status, decimal Amount)[] streams) => picture with
    {
        Streams = [.. streams.Select((s, i) => new RecurringStream($"s{i}", 0, 0, 0, $"P{i}", Insights.Accounts.Due(s.Frequency, Today), s.Status, 4, s.Amount, s.Amount, null, 0, 0, null))],
    };

    public static AdviceTraits Traits(string? language = null, int? age = 40, string[]? flags = null, bool areFlagsKept = true, params (string Name, AttributeValue Value)[] attributes) =>
        new(language, age, areFlagsKept ? [.. flags ?? []] : (ImmutableArray<string>?)null, name => attributes.FirstOrDefault(a => a.Name == name).Value);
}
