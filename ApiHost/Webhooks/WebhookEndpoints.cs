using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Webhooks;

namespace ApiHost.Webhooks;

/// <summary>The routes of downstream processors' webhooks.</summary>
internal static class WebhookEndpoints
{
    private static readonly Func<ReadOnlyMemory<byte>, Input<WebhookDraft>> ReadDraft = JsonObject.Reader(static o => new WebhookDraft(o.Text("url"), o.Texts("events")));

    /// <summary>Maps <c>/webhooks</c> below <c>/v1</c>.</summary>
    /// <param name="v1">The group of all routes.</param>
    public static void MapWebhooks(this RouteGroupBuilder v1)
    {
        var webhooks = v1.MapGroup("/webhooks").WithTags("Operations");
        webhooks.MapPost("", Post).WithName("postWebhook").WithSummary("Register a webhook; its secrets are shown this once")
            .Accepts<WebhookDraft>(RequestBody.Json).Produces<RegisteredWebhook>(StatusCodes.Status201Created);
        webhooks.MapGet("", List).WithName("getWebhooks").WithSummary("The webhooks, oldest first").Produces<WebhookList>();
        webhooks.MapDelete("/{id}", Delete).WithName("deleteWebhook").WithSummary("Remove a webhook").Produces(StatusCodes.Status204NoContent);
        webhooks.MapGet("/{id}/deliveries", Deliveries).WithName("getDeliveries").WithSummary("What a webhook was told, oldest first").Produces<DeliveryPage>();
    }

    private static async Task<IResult> Post(IGrainFactory grains, HttpRequest request) =>
        (await Platform(grains).RegisterWebhook(await request.Read(ReadDraft, RequestBody.Json))).ToResult(static w => Results.Created($"/v1/webhooks/{w.Id}", w));

    private static async Task<IResult> List(IGrainFactory grains) => (await Platform(grains).ListWebhooks()).ToResult(Results.Ok);

    private static async Task<IResult> Delete(string id, IGrainFactory grains) => (await Platform(grains).RemoveWebhook(id)).ToResult(static _ => Results.NoContent());

    private static async Task<IResult> Deliveries(string id, IGrainFactory grains, HttpRequest request)
    {
        var limit = QueryNumber.Read(request, "limit", 50, 1, 100);
        var query = limit.Fault is { } fault ? fault : (Input<DeliveryQuery>)new DeliveryQuery(limit.Value, request.Query["after"] is { Count: > 0 } after ? after.ToString() : null);
        return (await Platform(grains).ListDeliveries(id, query)).ToResult(Results.Ok);
    }

    private static IPlatform Platform(IGrainFactory grains) => grains.GetGrain<IPlatform>(0);
}
