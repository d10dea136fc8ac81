using CsCheck;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Insights;
using static Tests.Unit.Insights.Pictures;

namespace Tests.Unit.Insights;

/// <summary>For any picture, however odd: no exception, ids that are unique, texts without a placeholder left, and no change by time alone
/// before the day that was announced.</summary>
public sealed class InsightProperties
{
    private static readonly string[] Languages = ["en", "de", "cs", "es", "de-at", "fr"];
    private static readonly string[] Severities = ["info", "notice", "warning"];
    private static readonly string[] Categories = ["groceries", "income", "fees", "travel", "transfer", "cash", "uncategorised"];
    private static readonly string?[] Partners = ["Shop", "Employer", "Bank", " ", null];
    private static readonly decimal[] Odd = [0, 0.01m, -0.01m, 1_000_000_000_000m, -1_000_000_000_000m];
    private static readonly Gen<decimal> Money = Gen.OneOf(Gen.Int[-300_000, 300_000].Select(cents => cents / 100m), Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]));

    private static readonly Gen<MonthOfMoney> Months = Gen.Select(Money, Money, Money, Money, (income, spending, groceries, fees) =>
        new MonthOfMoney(0, Math.Abs(income), spending, new Dictionary<string, decimal> { ["groceries"] = groceries, ["fees"] = fees }));

    private static readonly Gen<TransactionView> Transactions = Gen.Select(Gen.Int[0, 45], Money, Gen.Int[0, 4], Gen.Int[0, 6], Gen.Int[0, 9_999], (ago, amount, partner, category, id) =>
        Paid(ago, amount, Partners[partner], Categories[category], $"t{id}"));

    private static readonly Gen<RecurringStream> Streams = Gen.Select(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[1, 15]), Gen.Select(Money, Money, Money), Gen.Select(Gen.Int[0, 800], Gen.Int[0, 400], Gen.Int[-60, 60]),
        (kind, money, days) => new RecurringStream(
            $"s{days}{kind}", 0, 0, 0, Partners[kind.Item1] ?? string.Empty, Accounts.Due((Frequency)kind.Item2, Today.AddDays(-days.Item2)), (StreamStatus)kind.Item3, kind.Item4, money.Item1, money.Item2,
            money.Item3 == 0 ? null : money.Item3, Today.DayNumber - days.Item1 - days.Item2, Today.DayNumber - days.Item2, kind.Item3 == 2 ? null : Today.DayNumber + days.Item3)
        {
            ChangedOn = Today.DayNumber - days.Item2 - (days.Item1 / 20), CategoryId = Categories[(kind.Item4 + kind.Item1) % Categories.Length],
        });

    private static readonly Gen<FinancialPicture> Any = Gen.Select(
        Months.Array[0, 13], Transactions.Array[0, 30], Streams.Array[0, 8], Money, Gen.Int[0, 4], Gen.Select(Money, Money, Gen.Int[0, 30]),
        (months, recent, streams, balance, unknown, lowest) => new FinancialPicture
        {
            AsOf = Today,
            Currency = unknown == 0 ? "JPY" : "EUR",
            CategoryKinds = Usual.CategoryKinds,
            Balance = unknown == 1 ? null : balance,
            Months = [.. months.Select((m, i) => m with { Month = (2026 * 12) + 10 - months.Length + 1 + i })],
            Recent = [.. recent.OrderByDescending(t => t.BookedAt)],
            Streams = streams,
            Lowest = unknown == 2 ? null : new(Today.AddDays(lowest.Item3), lowest.Item1, Math.Min(lowest.Item1, lowest.Item2), Math.Max(lowest.Item1, lowest.Item2)),
        });

    private static readonly Gen<SavingsGoal?> Goals = Gen.Select(Money, Gen.Int[-10, 900], Gen.Bool, (amount, days, any) => any ? new SavingsGoal(amount, "EUR", Today.AddDays(days)) : null);

    [Fact]
    public void Whatever_is_found_can_be_told_in_every_language() => Gen.Select(Any, Goals).Sample(
        (picture, goal) =>
        {
            var view = View(picture, goal);
            Assert.Equal(view.Shown.Length, view.Shown.Select(s => s.Id).Distinct().Count());
            Assert.True(view.Shown.Length <= Declared.MostShown);
            Assert.True(view.State.Known.Length <= InsightState.MostKnown);
            Assert.True(view.NextChange is null || view.NextChange > Today);
            Assert.All(Languages, language => Assert.All(InsightWording.Of(view.Shown, picture.Currency, language, Declared), AssertReads));
        }, iter: 2_000, print: _ => "a picture");

    [Fact]
    public void Until_the_day_announced_nothing_changes() => Gen.Select(Any, Goals, Gen.Int[1, 60]).Sample(
        (picture, goal, days) =>
        {
            var (view, day) = (View(picture, goal), Today.AddDays(days));
            if (view.NextChange is null || day < view.NextChange)
            {
                var later = View(picture.On(day), goal, view.State);
                Assert.Equal(view.Shown.Select(s => s.Id).Order(), later.Shown.Select(s => s.Id).Order());
            }
        }, iter: 5_000, print: _ => "a picture");

    [Fact]
    public void Looking_twice_on_a_day_is_looking_once() => Gen.Select(Any, Goals).Sample(
        (picture, goal) =>
        {
            var view = View(picture, goal);
            var again = View(picture, goal, view.State);
            Assert.Same(view.State, again.State);
            Assert.Equal(view.Shown.Select(s => (s.Id, s.Since, s.ExpiresAt)), again.Shown.Select(s => (s.Id, s.Since, s.ExpiresAt)));
        }, iter: 1_000, print: _ => "a picture");

    private static void AssertReads(Insight insight)
    {
        Assert.DoesNotContain('{', insight.Title + insight.Text);
        Assert.DoesNotContain('}', insight.Title + insight.Text);
        Assert.True(insight.ExpiresAt > insight.Since && insight.Since <= Today);
        Assert.Matches("^[0-9a-f]{16}$", insight.Id);
        Assert.Contains(insight.Severity, Severities);
        Assert.All(insight.Figures, figure => Assert.False(string.IsNullOrEmpty(figure.Key) || figure.Value.Text?.Length == 0));
    }
}
