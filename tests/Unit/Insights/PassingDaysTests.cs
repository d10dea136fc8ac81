using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Insights;

namespace Tests.Unit.Insights;

/// <summary>Insights day by day, from transactions that are folded as they come and forgotten after 45 days.</summary>
public sealed class PassingDaysTests
{
    private static readonly Catalogue Catalogue = Catalogue.Load();

    private sealed record Payment(string Counterparty, decimal Amount, string? Kind = null, string? Mcc = null);

    [Fact]
    public void A_price_that_rose_is_told_once_with_the_day_on_which_it_did()
    {
        var days = Days("2025-01-01", "2026-06-30", day => day.Day == 10 ? [new("Films Online", day >= new DateOnly(2026, 1, 10) ? -12 : -10, Mcc: "4899")] : []);
        Assert.Equal(("price-rise", "2026-01-10", "2026-01-10", "2026-02-08"), Told(days, "price-rise"));
    }

    [Fact]
    public void An_income_that_rose_is_told_once_with_the_day_on_which_it_did()
    {
        var days = Days("2025-01-01", "2026-06-30", day => day.Day == 15 ? [new("Works Ltd", day >= new DateOnly(2026, 1, 15) ? 1_500 : 1_400, "salary")] : []);
        Assert.Equal(("income-rose", "2026-01-15", "2026-01-15", "2026-02-13"), Told(days, "income-rose"));
    }

    [Fact]
    public void A_salary_that_did_not_come_is_late_since_the_day_on_which_it_was_due()
    {
        var days = Days("2025-01-01", "2026-05-31", day => day.Day == 10 && day < new DateOnly(2026, 3, 1) ? [new("Works Ltd", 1_400, "salary")] : []);
        Assert.Equal(("salary-late", "2026-03-10", "2026-03-14", "2026-04-03"), Told(days, "salary-late"));
    }

    [Fact]
    public void What_came_from_own_savings_is_no_income_also_when_the_window_has_forgotten_it()
    {
        var days = Days("2025-01-01", "2026-05-31", day => day.Day == 10 && day < new DateOnly(2026, 3, 1) ? [new("Own savings account", 2_000)] : []);
        Assert.DoesNotContain(days, day => day.Insights.Any(insight => insight.Type == "salary-late"));
    }

    /// <summary>The type, the date told, the first and the last day on which it was shown; it is one and the same insight on all days.</summary>
    private static (string Type, string? Date, string First, string Last) Told(List<(DateOnly Day, Insight[] Insights)> days, string type)
    {
        var told = days.SelectMany(day => day.Insights.Where(insight => insight.Type == type).Select(insight => (day.Day, Insight: insight))).ToList();
        Assert.Single(told.Select(t => t.Insight.Id).Distinct());
        return (type, Assert.Single(told.Select(t => t.Insight.Figures["date"].Text).Distinct()), $"{told[0].Day:yyyy-MM-dd}", $"{told[^1].Day:yyyy-MM-dd}");
    }

    /// <summary>A pension on the 1st, rent on the 3rd, groceries every day, and what a test adds; looked at every day of the last half year.</summary>
    private static List<(DateOnly Day, Insight[] Insights)> Days(string from, string to, Func<DateOnly, Payment[]> more)
    {
        var (section, state, shown, balance, number) = (ActivitySection.Empty, InsightState.Empty, new List<(DateOnly, Insight[])>(), 2_000m, 0);
        for (var day = DateOnly.Parse(from); day <= DateOnly.Parse(to); day = day.AddDays(1))
        {
            var payments = new List<Payment>(more(day)) { new("Corner Market", -22 - (day.DayNumber % 9), Mcc: "5411") };
            payments.AddRange(day.Day == 1 ? [new("Pension Office", 900, "pension")] : day.Day == 3 ? [new("Landlord", -700, Mcc: "6513")] : Array.Empty<Payment>());
            var drafts = payments.ConvertAll(payment => new TransactionDraft
            {
                Id = $"t{++number}", AccountId = "a", BookedAt = $"{day:yyyy-MM-dd}T09:00:00Z", Amount = payment.Amount, Currency = "EUR", Counterparty = payment.Counterparty,
                Kind = payment.Kind, Mcc = payment.Mcc, BalanceAfter = balance += payment.Amount,
            });
            section = section.Record(new([.. drafts]), Catalogue, new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero)).Next;
            if (day > DateOnly.Parse(to).AddMonths(-6))
            {
                var board = InsightBoard.Update(state, PictureReading.Of(section, Catalogue, day)!, Catalogue.Insights);
                state = board.State;
                shown.Add((day, [.. board.Words()]));
            }
        }

        return shown;
    }
}
