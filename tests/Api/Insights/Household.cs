using System.Globalization;
using Tests.Api.Activity;

namespace Tests.Api.Insights;

/// <summary>A year of an ordinary household: a salary, rent, a subscription, groceries; the newest booking is yesterday's.</summary>
internal static class Household
{
    /// <summary>The day after the newest booking.</summary>
    public static DateOnly Today { get; } = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>Five to eight days ago, whatever day it is: the price rise is the newest payment's, and still news.</summary>
    private static readonly int FilmsDay = Math.Min(28, Today.AddDays(-5).Day);

    /// <summary>Books it for a customer who consents to insights.</summary>
    public static async Task<string> NewHousehold(this Platform platform, string? purpose = "financial-insights")
    {
        var id = purpose is null ? await platform.NewCustomer() : await platform.NewCustomerWhoGave(purpose);
        var bookings = Bookings().ToList();
        Assert.Equal($"{bookings.Count} accepted, 0 duplicates", (await platform.Post(id, [.. bookings])).Outcome());
        return id;
    }

    private static IEnumerable<object> Bookings()
    {
        var balance = 2_000m;
        var number = 0;
        for (var day = Today.AddMonths(-12); day < Today; day = day.AddDays(1))
        {
            foreach (var (counterparty, amount, mcc, kind) in On(day))
            {
                balance += amount;
                yield return Transactions.Of($"h-{++number}", 1, amount, ("bookedAt", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T09:00:00Z"),
                    ("counterparty", counterparty), ("mcc", mcc), ("kind", kind), ("balanceAfter", balance));
            }
        }
    }

    private static IEnumerable<(string Counterparty, decimal Amount, string? Mcc, string? Kind)> On(DateOnly day)
    {
        if (day.Day == 1)
        {
            yield return ("Works Ltd", 2_400m, null, "salary");
        }

        if (day.Day == 3)
        {
            yield return ("Landlord", -900m, "6513", null);
        }

        if (day.Day == FilmsDay)
        {
            yield return ("Films Online", day > Today.AddDays(-20) ? -14.99m : -9.99m, "4899", null);
        }

        if (day.DayOfWeek is DayOfWeek.Saturday)
        {
            yield return ("Corner Market", -70m - (day.Day % 7), "5411", null);
        }
    }
}
