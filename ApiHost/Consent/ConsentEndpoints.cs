using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace ApiHost.Consent;

/// <summary>The routes of a customer's consents.</summary>
internal static class ConsentEndpoints
{
    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapConsent(this RouteGroupBuilder customer)
    {
        var consents = customer.MapGroup("/consents").WithTags("Consent");
        consents.MapGet("", Get).WithName("getConsents").WithSummary("Every purpose with its state now").Produces<ConsentOverview>();
        consents.MapGet("/history", History).WithName("getConsentHistory").WithSummary("The events, or with at the state at an instant")
            .Produces<ConsentHistory>();
        consents.MapPost("/withdraw-all", WithdrawAll).WithName("withdrawAllConsents").WithSummary("Withdraw every consent in one turn")
            .Accepts<ConsentWithdrawal>(isOptional: true, RequestBody.Json).Produces<ConsentOverview>();
        consents.MapPut("/{purpose}", Put).WithName("putConsent").WithSummary("Give, refuse or withdraw consent to a purpose")
            .Accepts<ConsentDecision>(RequestBody.Json).Produces<ConsentDecided>();
        consents.MapReceipt();
    }

    private static async Task<IResult> Get(string id, Customers customers) =>
        (await customers.Of<ICustomerConsent>(id).Read()).ToResult(Results.Ok);

    private static async Task<IResult> History(string id, Customers customers, HttpRequest request) => request.Query["at"] is { Count: > 0 } at
        ? (await customers.Of<ICustomerConsent>(id).ReadAt(Instant(at.ToString()))).ToResult(Results.Ok)
        : (await customers.Of<ICustomerConsent>(id).History()).ToResult(Results.Ok);

    private static async Task<IResult> WithdrawAll(string id, Customers customers, HttpRequest request)
    {
        var withdrawal = await IsEmpty(request) ? new ConsentWithdrawal(null) : await request.Read(ConsentReader.ReadWithdrawal, RequestBody.Json);
        return (await customers.Of<ICustomerConsent>(id).WithdrawAll(withdrawal)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Put(string id, string purpose, Customers customers, HttpRequest request)
    {
        var decision = await request.Read(ConsentReader.Read, RequestBody.Json);
        return (await customers.Of<ICustomerConsent>(id).Decide(purpose, decision)).ToResult(Results.Ok);
    }

    /// <summary>Nothing need be said to withdraw, so nothing is a body too, whatever its content type and framing. What was peeked at stays to
    /// be read.</summary>
    private static async ValueTask<bool> IsEmpty(HttpRequest request)
    {
        var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return read.IsCompleted && read.Buffer.IsEmpty;
    }

    private static Input<DateTimeOffset> Instant(string text) =>
        Instants.TryRead(text, out var at) ? at : Refusal.Invalid("at", Instants.Expected);
}
