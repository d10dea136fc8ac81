using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Insights;

namespace ApiHost.Insights;

/// <summary>The routes of what a customer's transactions say.</summary>
internal static class InsightsEndpoints
{
    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapInsights(this RouteGroupBuilder customer)
    {
        customer = customer.MapGroup(string.Empty).WithTags("Personalization");
        customer.MapGet("/insights", Find).WithName("getInsights").WithSummary("What is true and useful today").Produces<CustomerInsights>();
        customer.MapPost("/insights/{insightId}/acknowledge", Acknowledge).WithName("acknowledgeInsight")
            .WithSummary("Seen: it does not come back in its period").Produces(StatusCodes.Status204NoContent);
        customer.MapPost("/insights/types/{type}/mute", Mute).WithName("muteInsights").WithSummary("Mute a type of insight")
            .Produces(StatusCodes.Status204NoContent);
        customer.MapPost("/insights/types/{type}/unmute", Unmute).WithName("unmuteInsights").WithSummary("Let a type of insight speak again")
            .Produces(StatusCodes.Status204NoContent);
        customer.MapGet("/spending", Spending).WithName("getSpending").WithSummary("Spending by month, category and currency; income; savings rate")
            .Produces<Spending>();
        customer.MapGet("/recurring", Recurring).WithName("getRecurring").WithSummary("Payments that repeat").Produces<RecurringPayments>();
        customer.MapGet("/forecast", Forecast).WithName("getForecast").WithSummary("How an account's balance will go, with 80 % intervals")
            .Produces<AccountForecast>();
    }

    private static async Task<IResult> Find(string id, Customers customers, HttpRequest request) =>
        (await customers.Of<ICustomerInsights>(id).Find(QueryDate.Read(request, "asOf"))).ToResult(Results.Ok);

    private static async Task<IResult> Acknowledge(string id, string insightId, Customers customers) =>
        (await customers.Of<ICustomerInsights>(id).Acknowledge(insightId)).ToResult(_ => Results.NoContent());

    private static async Task<IResult> Mute(string id, string type, Customers customers) =>
        (await customers.Of<ICustomerInsights>(id).Mute(type, true)).ToResult(_ => Results.NoContent());

    private static async Task<IResult> Unmute(string id, string type, Customers customers) =>
        (await customers.Of<ICustomerInsights>(id).Mute(type, false)).ToResult(_ => Results.NoContent());

    private static async Task<IResult> Spending(string id, Customers customers, HttpRequest request)
    {
        var query = QueryDate.With(
            QueryDate.Read(request, "asOf"), QueryNumber.Read(request, "months", SpendingQuery.DefaultMonths, 1, SpendingQuery.MostMonths), static (asOf, months) => new SpendingQuery(months, asOf));
        return (await customers.Of<ICustomerInsights>(id).Spending(query)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Recurring(string id, Customers customers, HttpRequest request) =>
        (await customers.Of<ICustomerInsights>(id).Recurring(QueryDate.Read(request, "asOf"))).ToResult(Results.Ok);

    private static async Task<IResult> Forecast(string id, Customers customers, HttpRequest request)
    {
        var account = request.Query["accountId"] is { Count: > 0 } text ? text.ToString() : null;
        var query = QueryDate.With(
            QueryDate.Read(request, "asOf"), QueryNumber.Read(request, "days", ForecastQuery.DefaultDays, 1, ForecastQuery.MostDays), (asOf, days) => new ForecastQuery(asOf, days, account));
        return (await customers.Of<ICustomerInsights>(id).Forecast(query)).ToResult(Results.Ok);
    }
}
