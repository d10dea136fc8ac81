using System.Globalization;
using Grains.Catalog;
using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>The clocks of the laws, as declared in the shipped file.</summary>
public sealed class DeadlineTests
{
    private static readonly RightsRules Rules = Catalogue.Load().Rights;

    [Theory]
    [InlineData("gdpr", "access", "2026-11-24", "2026-12-24")] // a calendar month
    [InlineData("gdpr", "erasure", "2026-01-31", "2026-03-02")] // the 31st of February is its last day, a Saturday: the next working day
    [InlineData("gdpr", "access", "2026-11-25", "2026-12-28")] // Christmas Day is a Friday
    [InlineData("gdpr", "objection", "2028-01-31", "2028-02-29")]
    [InlineData("ccpa", "access", "2026-11-24", "2027-01-08")] // 45 calendar days, whatever day that is
    [InlineData("ccpa", "erasure", "2026-11-25", "2027-01-09")] // a Saturday
    [InlineData("ccpa", "objection", "2026-11-24", "2026-12-17")] // 15 business days, two of them taken by Thanksgiving
    public void A_request_is_due_at_the_end_of_the_day_that_the_law_names(string regime, string right, string received, string due) =>
        Assert.Equal(At(due, "23:59:59"), Rule(regime, right, received).DueAt(At(received, "17:30:00"), isExtended: false));

    [Theory]
    [InlineData("gdpr", "access", "2026-11-24", "2027-02-24")] // two further months
    [InlineData("ccpa", "access", "2026-11-24", "2027-02-22")] // 90 days in all
    public void An_extension_counts_from_the_receipt(string regime, string right, string received, string due) =>
        Assert.Equal(At(due, "23:59:59"), Rule(regime, right, received).DueAt(At(received, "00:00:00"), isExtended: true));

    [Fact]
    public void An_opt_out_is_not_extended() => Assert.Null(Rule("ccpa", "objection", "2026-11-24").Extension);

    [Fact]
    public void A_law_is_not_applied_before_it_was_in_force()
    {
        Assert.Null(Rules.Of("ccpa", "access", new DateOnly(2019, 12, 31)));
        Assert.NotNull(Rules.Of("ccpa", "access", new DateOnly(2020, 1, 1)));
        Assert.Null(Rules.Of("lgpd", "access", new DateOnly(2026, 1, 1)));
    }

    [Fact]
    public void The_latest_rule_in_force_counts()
    {
        var old = Rule("gdpr", "access", "2026-01-01");
        var later = old with { From = new DateOnly(2027, 1, 1), Answer = new LegalPeriod(0, 10, 0) };
        var rules = Rules with { Deadlines = [later, old] };
        Assert.Same(old, rules.Of("gdpr", "access", new DateOnly(2026, 12, 31)));
        Assert.Same(later, rules.Of("gdpr", "access", new DateOnly(2027, 1, 1)));
    }

    private static DeadlineRule Rule(string regime, string right, string received) =>
        Rules.Of(regime, right, DateOnly.ParseExact(received, "yyyy-MM-dd", CultureInfo.InvariantCulture))!;

    private static DateTimeOffset At(string day, string time) => DateTimeOffset.Parse($"{day}T{time}Z", CultureInfo.InvariantCulture);
}
