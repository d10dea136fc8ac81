using System.Globalization;
using System.Text.Json;

namespace Tests.Api.Insights;

/// <summary>Spending, what repeats, and the forecast.</summary>
[Collection(nameof(Platform))]
public sealed class MoneyTests(Platform platform)
{
    [Fact]
    public async Task What_repeats_is_found_with_its_frequency_and_next_date()
    {
        var id = await platform.NewHousehold();

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/recurring")).Ok();

        Assert.Equal("streams", answer.Members());
        var streams = answer.Items("streams").ToDictionary(stream => stream.Text("counterparty")!);
        Assert.All(streams.Values, stream => Assert.Equal(
            "streamId direction counterparty category frequency averageAmount lastAmount currency firstDate lastDate nextDate status", stream.Members()));
        Assert.Equal(("inflow", "monthly", "mature"), Told("Works Ltd"));
        Assert.Equal(("outflow", "monthly", "mature"), Told("Landlord"));
        Assert.Equal(("outflow", "weekly", "mature"), Told("Corner Market"));
        Assert.Equal(-14.99m, streams["Films Online"].GetProperty("lastAmount").GetDecimal());
        Assert.Equal(1, Date(streams["Works Ltd"], "nextDate").Day);
        Assert.True(Date(streams["Works Ltd"], "nextDate") >= Household.Today);

        (string?, string?, string?) Told(string counterparty) =>
            (streams[counterparty].Text("direction"), streams[counterparty].Text("frequency"), streams[counterparty].Text("status"));
    }

    [Fact]
    public async Task The_forecast_counts_what_repeats_and_gives_honest_intervals()
    {
        var id = await platform.NewHousehold();

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/forecast?days=60")).Ok();

        Assert.Equal("asOf accountId currency days lowest known", answer.Members());
        Assert.Equal(60, answer.Items("days").Length);
        Assert.All(answer.Items("days"), day => Assert.InRange(
            day.GetProperty("expected").GetDecimal(), day.GetProperty("low").GetDecimal(), day.GetProperty("high").GetDecimal()));
        Assert.Equal(Household.Today.AddDays(1), Date(answer.Items("days")[0], "date"));
        Assert.True(answer.GetProperty("lowest").GetProperty("expected").GetDecimal() <= answer.Items("days").Min(day => day.GetProperty("expected").GetDecimal()));
        Assert.Contains(answer.Items("known"), known => known.Text("counterparty") == "Landlord" && known.GetProperty("amount").GetDecimal() == -900);
    }

    [Theory]
    [InlineData("days=0")]
    [InlineData("days=1000")]
    [InlineData("days=91")]
    [InlineData("days=x")]
    public async Task A_horizon_out_of_range_is_refused(string query)
    {
        var id = await platform.NewCustomerWhoGave("financial-insights");

        (await platform.Customer(id).Get($"/v1/customers/{id}/forecast?{query}")).Problem(422, "invalid-value");
    }

    [Fact]
    public async Task An_account_that_is_not_known_is_not_found_and_nothing_known_says_why()
    {
        var id = await platform.NewCustomerWhoGave("financial-insights");

        var nothing = (await platform.Customer(id).Get($"/v1/customers/{id}/forecast")).Ok();
        Assert.Empty(nothing.Items("days"));
        Assert.Equal("no-transactions", nothing.Text("because"));
        (await platform.Customer(id).Get($"/v1/customers/{id}/forecast?accountId=none")).Problem(404, "not-found");
    }

    [Fact]
    public async Task Spending_comes_by_month_category_and_currency_with_the_savings_rate()
    {
        var id = await platform.NewHousehold();

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/spending?months=3")).Ok();

        var last = Household.Today.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var month = answer.Items("months").Single(month => month.Text("month") == last);
        Assert.Equal("EUR", month.Text("currency"));
        Assert.Equal(2_400, month.GetProperty("income").GetDecimal());
        Assert.Equal(900, month.Items("categories").Single(category => category.Text("category") == "housing").GetProperty("amount").GetDecimal());
        Assert.InRange(month.GetProperty("savingsRate").GetDecimal(), 0.3m, 0.6m);
        (await platform.Customer(id).Get($"/v1/customers/{id}/spending?months=14")).Problem(422, "invalid-value");
    }

    private static DateOnly Date(JsonElement element, string member) => DateOnly.ParseExact(element.Text(member)!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
