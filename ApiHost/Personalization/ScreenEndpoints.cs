using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;

namespace ApiHost.Personalization;

/// <summary>The routes of a customer's screens.</summary>
internal static class ScreenEndpoints
{
    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapScreen(this RouteGroupBuilder customer)
    {
        customer = customer.MapGroup(string.Empty).WithTags("Personalization");
        customer.MapGet("/layout", Get).WithName("getLayout").WithSummary("The tiles of a screen, in their order, with reasons").Produces<ScreenLayout>();
        customer.MapPut("/preferences", Put).WithName("putPreferences").WithSummary("What the customer states of their screens")
            .Accepts<ScreenPreferences>(RequestBody.Json).Produces<ScreenLayout>();
    }

    private static async Task<IResult> Get(string id, Customers customers, HttpRequest request)
    {
        var surface = request.Query["surface"] is { Count: > 0 } text ? text.ToString() : "home";
        return (await customers.Of<ICustomerScreen>(id).Layout(new LayoutQuery(surface))).ToResult(Results.Ok);
    }

    private static async Task<IResult> Put(string id, Customers customers, HttpRequest request)
    {
        var preferences = await request.Read(JsonObject.Reader(Preferences), RequestBody.Json);
        return (await customers.Of<ICustomerScreen>(id).Prefer(preferences)).ToResult(Results.Ok);
    }

    private static ScreenPreferences Preferences(JsonObject sent) => new()
    {
        Language = sent.Text("language"),
        TextSize = sent.Text("textSize"),
        Contrast = sent.Text("contrast"),
        ReducedMotion = sent.Flag("reducedMotion"),
        PinnedTiles = sent.Texts("pinnedTiles") ?? [],
    };
}
