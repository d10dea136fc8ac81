using System.Text.Json;

namespace Tests.Api.Insights;

/// <summary>Insights: what is true and useful today, and how a customer answers it.</summary>
[Collection(nameof(Platform))]
public sealed class InsightTests(Platform platform)
{
    /// <summary>Out of an ordinary household's reach.</summary>
    private static readonly object Goal = new { savingsGoalAmount = 1_000_000, savingsGoalBy = $"{Household.Today.AddMonths(6):yyyy-MM-dd}" };

    [Fact]
    public async Task A_price_rise_is_told_with_its_figures()
    {
        var id = await platform.NewHousehold();

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/insights")).Ok();

        Assert.Equal("insights personalised because", answer.Members());
        Assert.True(answer.GetProperty("personalised").GetBoolean());
        Assert.All(answer.Items("insights"), insight => Assert.Equal("id type title text figures since expiresAt severity", insight.Members()));
        var rise = Assert.Single(answer.Items("insights"), insight => insight.Text("type") == "price-rise");
        Assert.Contains("Films Online", rise.Text("text"), StringComparison.Ordinal);
        Assert.Contains("14.99", rise.Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_there_are_none_and_the_answer_says_so()
    {
        var id = await platform.NewHousehold(null);

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/insights")).Ok();

        Assert.False(answer.GetProperty("personalised").GetBoolean());
        Assert.Empty(answer.Items("insights"));
        foreach (var path in new[] { "spending", "recurring", "forecast" })
        {
            (await platform.Customer(id).Get($"/v1/customers/{id}/{path}")).Problem(403, "consent-required");
        }
    }

    [Fact]
    public async Task An_acknowledged_insight_does_not_come_back_and_a_muted_type_is_silent_until_unmuted()
    {
        var id = await platform.NewHousehold();
        var customer = platform.Customer(id);
        (await customer.Patch($"/v1/customers/{id}/profile", new { attributes = Goal })).Ok();
        var rise = (await Types()).Single(insight => insight.Text("type") == "price-rise").Text("id");

        (await customer.Post($"/v1/customers/{id}/insights/{rise}/acknowledge")).Ok(204);
        Assert.DoesNotContain(await Types(), insight => insight.Text("id") == rise);
        (await customer.Post($"/v1/customers/{id}/insights/{rise}/acknowledge")).Ok(204);

        var goal = (await Types()).Single(insight => insight.Text("type") == "goal-off-track").Text("id");
        (await customer.Post($"/v1/customers/{id}/insights/types/goal-off-track/mute")).Ok(204);
        Assert.DoesNotContain(await Types(), insight => insight.Text("type") == "goal-off-track");
        (await customer.Post($"/v1/customers/{id}/insights/types/goal-off-track/unmute")).Ok(204);
        Assert.Contains(await Types(), insight => insight.Text("id") == goal);

        async Task<JsonElement[]> Types() => (await customer.Get($"/v1/customers/{id}/insights")).Ok().Items("insights");
    }

    [Fact]
    public async Task A_stated_goal_is_told_to_be_on_or_off_its_track()
    {
        var id = await platform.NewHousehold();
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = Goal })).Ok();

        var off = (await platform.Customer(id).Get($"/v1/customers/{id}/insights")).Ok().Items("insights");

        Assert.Contains(off, insight => insight.Text("type") == "goal-off-track");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var id = await platform.NewHousehold();

        (await platform.Customer(id).Post($"/v1/customers/{id}/insights/none/acknowledge")).Problem(404, "not-found");
        (await platform.Customer(id).Post($"/v1/customers/{id}/insights/types/none/mute")).Problem(404, "not-found");
        (await platform.Customer(id).Post($"/v1/customers/{id}/insights/types/none/unmute")).Problem(404, "not-found");
    }

    [Fact]
    public async Task A_withdrawal_silences_them_at_once_and_forgets_what_was_muted()
    {
        var id = await platform.NewHousehold();
        var customer = platform.Customer(id);
        (await customer.Post($"/v1/customers/{id}/insights/types/price-rise/mute")).Ok(204);

        (await customer.Put($"/v1/customers/{id}/consents/financial-insights", new { state = "withdrawn" })).Ok();
        Assert.Empty((await customer.Get($"/v1/customers/{id}/insights")).Ok().Items("insights"));
        (await customer.Put($"/v1/customers/{id}/consents/financial-insights", new { state = "given" })).Ok();

        Assert.Contains((await customer.Get($"/v1/customers/{id}/insights")).Ok().Items("insights"), insight => insight.Text("type") == "price-rise");
    }

    [Theory]
    [InlineData("insights")]
    [InlineData("spending")]
    [InlineData("recurring")]
    [InlineData("forecast")]
    public async Task A_customer_with_nothing_or_one_transaction_gets_a_useful_answer(string path)
    {
        var id = await platform.NewCustomerWhoGave("financial-insights");

        (await platform.Customer(id).Get($"/v1/customers/{id}/{path}")).Ok();
        (await platform.Frontend.Post($"/v1/customers/{id}/transactions", new { transactions = new[] { Activity.Transactions.Of("t-1") } })).Ok();
        (await platform.Customer(id).Get($"/v1/customers/{id}/{path}")).Ok();
    }

    [Theory]
    [InlineData("insights")]
    [InlineData("spending")]
    [InlineData("recurring")]
    [InlineData("forecast")]
    public async Task A_day_before_the_newest_transaction_is_refused(string path)
    {
        var id = await platform.NewHousehold();

        (await platform.Customer(id).Get($"/v1/customers/{id}/{path}?asOf={Household.Today.AddDays(-20):yyyy-MM-dd}")).Problem(422, "invalid-value");
        (await platform.Customer(id).Get($"/v1/customers/{id}/{path}?asOf=yesterday")).Problem(422, "invalid-value");
    }
}
