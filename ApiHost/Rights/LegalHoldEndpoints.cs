using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The routes of a legal hold.</summary>
internal static class LegalHoldEndpoints
{
    private static readonly Func<ReadOnlyMemory<byte>, Input<LegalHoldDraft>> ReadDraft =
        JsonObject.Reader(static o => new LegalHoldDraft(o.Text("matter"), o.Text("reviewOn")));

    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapLegalHold(this RouteGroupBuilder customer)
    {
        var hold = customer.MapGroup("/legal-hold").WithTags("Rights");
        hold.MapGet("", Get).WithName("getLegalHold").WithSummary("The legal hold that stands or is proposed").Produces<LegalHold>();
        hold.MapPut("", Put).WithName("putLegalHold").WithSummary("Propose a legal hold, for another officer to approve")
            .Accepts<LegalHoldDraft>(RequestBody.Json).Produces<LegalHold>(StatusCodes.Status202Accepted);
        hold.MapDelete("", Delete).WithName("deleteLegalHold").WithSummary("Propose to lift the hold, for another officer to approve")
            .Produces<LegalHold>(StatusCodes.Status202Accepted);
        hold.MapPost("/approve", Approve).WithName("approveLegalHold").WithSummary("Approve what another officer proposed").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Get(string id, Customers customers) => (await customers.Of<ICustomerLegalHold>(id).Read()).ToResult(Results.Ok);

    private static async Task<IResult> Put(string id, Customers customers, HttpRequest request) =>
        (await customers.Of<ICustomerLegalHold>(id).Propose(await request.Read(ReadDraft, RequestBody.Json))).ToResult(Proposed);

    private static async Task<IResult> Delete(string id, Customers customers) => (await customers.Of<ICustomerLegalHold>(id).ProposeLifting()).ToResult(Proposed);

    private static async Task<IResult> Approve(string id, Customers customers) =>
        (await customers.Of<ICustomerLegalHold>(id).Approve()).ToResult(static _ => Results.NoContent());

    private static IResult Proposed(LegalHold hold) => Results.Accepted(uri: null as string, hold);
}
