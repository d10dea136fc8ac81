using System.Text.Json;
using Tests.Api.Activity;

namespace Tests.Api.Personalization;

/// <summary>Advice that suits, from the customer's own figures.</summary>
[Collection(nameof(Platform))]
public sealed class AdviceTests(Platform platform)
{
    [Fact]
    public async Task Without_consent_there_is_none()
    {
        var id = await platform.NewCustomer();

        Assert.Equal("advice", (await platform.Customer(id).Get($"/v1/customers/{id}/advice")).Problem(403, "consent-required").Text("purpose"));
    }

    [Fact]
    public async Task A_customer_of_whom_nothing_is_known_is_told_so()
    {
        var id = await platform.NewCustomerWhoGave("advice");

        Assert.Equal("""{"advice":[],"because":"nothing-known-yet"}""", (await platform.Customer(id).Get($"/v1/customers/{id}/advice")).Ok().GetRawText());
    }

    [Fact]
    public async Task One_payment_says_nothing_of_a_month_not_even_in_the_next_one()
    {
        var id = await platform.NewCustomerWhoGave("advice");
        (await platform.Post(id, Transactions.Of("t-1", DateTimeOffset.UtcNow.Day, -12.5m, ("balanceAfter", 100)))).Ok();

        Assert.Equal("""{"advice":[],"because":"nothing-known-yet"}""", (await platform.Customer(id).Get($"/v1/customers/{id}/advice")).Ok().GetRawText());
    }

    [Fact]
    public async Task Advice_says_its_figures_and_what_would_make_it_go_away()
    {
        var id = await Indebted();

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/advice")).Ok();

        Assert.Equal("advice", answer.Members());
        var advice = answer.Items("advice").Single(a => a.Text("rule") == "cut-fees");
        Assert.Equal("id rule kind title text figures wouldGoAway action currency", advice.Members());
        Assert.Equal(("Pay less in bank fees", "compare-accounts", "EUR"), (advice.Text("title"), advice.Text("action"), advice.Text("currency")));
        Assert.Equal(30m, advice.GetProperty("figures").GetProperty("fees-a-month").GetDecimal());
        var way = Assert.Single(advice.Items("wouldGoAway"));
        Assert.Equal("figure becomes threshold change text", way.Members());
        Assert.Equal(("fees-share", "below", 0.003m), (way.Text("figure"), way.Text("becomes"), way.GetProperty("threshold").GetDecimal()));
    }

    [Fact]
    public async Task It_is_given_to_the_advisor_too_and_in_the_customers_language()
    {
        var id = await Indebted(new { language = "cs-CZ" });

        Assert.Contains(
            (await platform.Advisor.For("advice").Get($"/v1/customers/{id}/advice")).Ok().Items("advice"), a => a.Text("title") == "Plaťte menší bankovní poplatky");
        (await platform.Officer.Get($"/v1/customers/{id}/advice")).Problem(403, "role-not-allowed");
    }

    [Fact]
    public async Task Where_the_consent_leaves_payments_out_nothing_is_said_of_them()
    {
        var id = await Indebted();
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given", categories = new[] { "identity" } })).Ok();

        Assert.Equal("nothing-known-yet", (await platform.Customer(id).Get($"/v1/customers/{id}/advice?asOf=2001-01-01")).Ok().Text("because"));
    }

    [Theory]
    [InlineData("vulnerabilities", "life-event")]
    [InlineData("vulnerabilities", "financial-difficulty")]
    [InlineData("restrictions", "debt-counselling")]
    public async Task What_a_flag_forbids_is_not_advised_whatever_the_consent_covers(string attribute, string flag)
    {
        Assert.Contains("build-reserve", await Rules(await Saver()));
        Assert.DoesNotContain("build-reserve", await Rules(await Saver(new Dictionary<string, string[]> { [attribute] = [flag] })));

        async Task<string> Rules(string id)
        {
            (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given", categories = new[] { "transactions" } })).Ok();
            return string.Join(' ', (await platform.Customer(id).Get($"/v1/customers/{id}/advice")).Ok().Items("advice").Select(a => a.Text("rule")));
        }
    }

    [Fact]
    public async Task A_customer_whose_data_is_restricted_is_not_advised()
    {
        var id = await Indebted();
        (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "restriction", regime = "gdpr" })).Ok(202);

        (await platform.Customer(id).Get($"/v1/customers/{id}/advice")).Problem(403, "processing-restricted");
    }

    [Theory]
    [InlineData("asOf=")]
    [InlineData("asOf=today")]
    [InlineData("asOf=2026-02-30")]
    [InlineData("asOf=2026-1-1")]
    [InlineData("asOf=2001-01-01")]
    [InlineData("asOf=2026-01-01&asOf=2026-01-01")]
    public async Task A_day_that_is_none_or_lies_before_the_newest_payment_is_refused(string query)
    {
        var id = await Indebted();

        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/advice?{query}");

        answer.Problem(422, "invalid-value");
        Assert.Equal("asOf", answer.Pointers);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("2100-02-28")]
    public async Task A_day_far_ahead_knows_less_and_fails_at_nothing(string day)
    {
        var id = await Indebted();

        (await platform.Customer(id).Get($"/v1/customers/{id}/advice?asOf={day}")).Ok();
    }

    /// <summary>Three thousand come in last month, two thousand are spent, three hundred are left. Something was booked before, so that last month is a
    /// whole one.</summary>
    private async Task<string> Saver(object? attributes = null)
    {
        var id = await platform.NewCustomerWhoGave("advice", attributes);
        var lastMonth = DateTimeOffset.UtcNow.Day;
        (await platform.Post(
            id, Transactions.Of("t-0", lastMonth + 35, 1), Transactions.Of("t-1", lastMonth + 2, 3000), Transactions.Of("t-2", lastMonth + 1, -2000, ("mcc", "5411"), ("balanceAfter", 301)),
            Transactions.Of("t-3", 0, -1, ("mcc", "5411"), ("balanceAfter", 300)))).Ok();
        return id;
    }

    /// <summary>Nine hundred come in, thirty of it go for fees, last month; something small before it and today.</summary>
    private async Task<string> Indebted(object? attributes = null)
    {
        var id = await platform.NewCustomerWhoGave("advice", attributes);
        var lastMonth = DateTimeOffset.UtcNow.Day;
        (await platform.Post(
            id, Transactions.Of("t-0", lastMonth + 35, 1), Transactions.Of("t-1", lastMonth + 2, 900, ("balanceAfter", 950)), Transactions.Of("t-2", lastMonth + 1, -30, ("mcc", "6012"), ("balanceAfter", 920)),
            Transactions.Of("t-3", lastMonth + 1, -860, ("mcc", "5411"), ("balanceAfter", 60)), Transactions.Of("t-4", 0, -1, ("mcc", "5411"), ("balanceAfter", 59)))).Ok();
        return id;
    }
}
