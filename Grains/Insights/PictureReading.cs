using System.Collections.Immutable;
using Grains.Activity;

namespace Grains.Insights;

/// <summary>Makes the picture of a customer's money from what is kept of their transactions.</summary>
internal static class PictureReading
{
    private const string Income = "income";
    private const string Transfer = "transfer";

    /// <summary>Money that comes in under these is no refund of anything.</summary>
    private static readonly ImmutableArray<string> Incoming = [Income, "other", "uncategorised", "savings"];

    /// <summary>Makes it.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <returns>The picture; null where nothing is held.</returns>
    public static FinancialPicture? Of(ActivitySection section, DateOnly asOf) => section.Features is not { } features ? null : new FinancialPicture
    {
        AsOf = asOf,
        Currency = features.Currency,
        Balance = features.Balance,
        Months = Months(section, features.Currency, BookingDay.MonthOf(asOf.DayNumber)),
        Recent = [.. WindowReading.All(section).Where(t => t.Currency == features.Currency)],
    };

    private static List<MonthOfMoney> Months(ActivitySection section, string currency, int present)
    {
        var names = new TextTable(section.Names).ToTexts();
        var byMonth = new MonthlyTotals(section.Months, new PackedWriter()).ToTotals()
            .Where(total => names[total.Currency] == currency && total.Month <= present && total.Month >= present - MonthlyTotals.MonthsBefore)
            .ToLookup(static total => total.Month);
        var months = new List<MonthOfMoney>();
        for (var month = byMonth.Count == 0 ? present : byMonth.Min(static totals => totals.Key); month <= present; month++)
        {
            months.Add(Month(month, byMonth[month], names));
        }

        return months;
    }

    private static MonthOfMoney Month(int month, IEnumerable<MonthTotal> totals, string[] names)
    {
        var spent = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var income = 0m;
        foreach (var total in totals)
        {
            var category = names[total.Category];
            if (category == Transfer)
            {
                continue;
            }

            var isIncome = Incoming.Contains(category);
            income += isIncome ? total.Inflow : 0;
            var spending = isIncome ? total.Outflow : total.Outflow - total.Inflow;
            if (spending != 0)
            {
                spent[category] = spent.GetValueOrDefault(category) + spending;
            }
        }

        return new MonthOfMoney(month, income, spent.Values.Sum(), spent);
    }
}
