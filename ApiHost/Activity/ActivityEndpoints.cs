using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;

namespace ApiHost.Activity;

/// <summary>The routes of a customer's transactions.</summary>
internal static class ActivityEndpoints
{
    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapActivity(this RouteGroupBuilder customer)
    {
        var transactions = customer.MapGroup("/transactions").WithTags("Activity");
        transactions.MapPost("", Post).WithName("postTransactions").WithSummary("Fold up to 1,000 transactions, each once")
            .Accepts<TransactionBatch>(RequestBody.Json).Produces<TransactionsRecorded>();
        transactions.MapGet("", Get).WithName("getTransactions").WithSummary("The transactions of the last weeks, newest first")
            .Produces<TransactionPage>();
        transactions.MapDelete("/{transactionId}", Delete).WithName("deleteTransaction").WithSummary("Unfold a transaction the core bank took back")
            .Produces(StatusCodes.Status204NoContent);
        transactions.MapPatch("/{transactionId}", Patch).WithName("patchTransaction").WithSummary("Correct a transaction's category")
            .Accepts<CategoryChange>(RequestBody.Json).Produces<TransactionView>();
    }

    private static async Task<IResult> Post(string id, Customers customers, HttpRequest request)
    {
        var batch = await request.Read(TransactionReader.ReadBatch, RequestBody.Json);
        return (await customers.Of<ICustomerActivity>(id).Record(batch)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Get(string id, Customers customers, HttpRequest request)
    {
        var limit = QueryNumber.Read(request, "limit", 100, 1, 500);
        var before = request.Query["before"] is { Count: > 0 } text ? text.ToString() : null;
        var query = limit.Fault is { } fault ? fault : (Input<TransactionQuery>)new TransactionQuery(limit.Value, before);
        return (await customers.Of<ICustomerActivity>(id).Read(query)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Delete(string id, string transactionId, Customers customers, HttpRequest request) =>
        (await customers.Of<ICustomerActivity>(id).Remove(request.LastSegment(transactionId))).ToResult(_ => Results.NoContent());

    private static async Task<IResult> Patch(string id, string transactionId, Customers customers, HttpRequest request)
    {
        var change = await request.Read(JsonObject.Reader(static o => new CategoryChange(o.Text("category"))), RequestBody.MergePatch, RequestBody.Json);
        return (await customers.Of<ICustomerActivity>(id).Categorise(request.LastSegment(transactionId), change)).ToResult(Results.Ok);
    }
}
