namespace Tests.Api.OpenApi;

/// <summary>One request of a walk.</summary>
internal sealed record Probe(ApiClient Caller, Operation Operation, string Target, string? Body)
{
    public override string ToString() => $"{Operation.Method} {Target} {(Body?.Length > 300 ? Body[..300] : Body)}";
}

/// <summary>Walks over the operations of the document and judges every answer alike: no fault of the server, every no a whole problem of the
/// contract, and nothing that belongs to the customer whom nobody here may ask about.</summary>
internal sealed class Walker(Platform platform)
{
    private const int AtOnce = 8;
    private static readonly string[] AllRoles = ["customer", "frontend", "advisor", "officer", "auditor", "operator"];

    private readonly Dictionary<string, string> furthest = [];
    private int judged;

    /// <summary>The mark that stands in every attribute and transaction of <see cref="Other"/>.</summary>
    public string Canary { get; } = $"canary{Guid.NewGuid():N}";

    /// <summary>How many answers were judged.</summary>
    public int Judged => judged;

    /// <summary>A customer who consents to everything.</summary>
    public async Task<string> Known()
    {
        var id = await platform.NewCustomer();
        await Consent(id);
        return id;
    }

    /// <summary>Another customer, marked all over.</summary>
    public async Task<string> Other()
    {
        var id = await platform.NewCustomer(new { givenName = $"G{Canary}", familyName = $"F{Canary}", occupation = $"O{Canary}" });
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { street = $"S{Canary}", city = $"C{Canary}" } })).Ok();
        var transaction = new
        {
            id = $"t{Canary}", accountId = $"a{Canary}", bookedAt = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), amount = -1, currency = "EUR", counterparty = $"P{Canary}",
        };
        (await platform.Frontend.Post($"/v1/customers/{id}/transactions", new { transactions = new[] { transaction } })).Ok();
        await Consent(id);
        Assert.Contains(Canary, (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Text, StringComparison.Ordinal);
        return id;
    }

    /// <summary>The caller who gets furthest in an operation, found by asking.</summary>
    public async Task<ApiClient> Best(Operation operation, string id)
    {
        foreach (var role in furthest.TryGetValue(operation.Shape, out var known) ? [known] : AllRoles)
        {
            var caller = platform.Caller(role, id);
            if (known is not null || (await operation.Send(caller, operation.PathFor(id), operation.Example)).Code != "role-not-allowed")
            {
                furthest[operation.Shape] = role;
                return caller;
            }
        }

        throw new InvalidOperationException($"No role may call {operation}.");
    }

    /// <summary>Sends a few at a time, and judges every answer.</summary>
    public Task All(IEnumerable<Probe> probes, Action<Probe, Answer>? judge = null) =>
        Parallel.ForEachAsync(probes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (probe, _) =>
        {
            var answer = await probe.Operation.Send(probe.Caller, probe.Target, probe.Body);
            Judge(probe, answer);
            judge?.Invoke(probe, answer);
        });

    private void Judge(Probe probe, Answer answer)
    {
        Interlocked.Increment(ref judged);
        Assert.True(answer.Status < 500, $"{probe}: {answer.Status} {answer.Text}");
        Assert.False(answer.Text.Contains(Canary, StringComparison.Ordinal) || answer.Headers.Values.Any(v => v.Contains(Canary, StringComparison.Ordinal)), $"{probe}");
        if (answer.Status >= 400)
        {
            answer.WholeProblem();
            Assert.True(Contract.Problems.TryGetValue(answer.Code!, out var status) && status == answer.Status, $"{probe}: {answer.Status} {answer.Text}");
        }
    }

    private async Task Consent(string id)
    {
        foreach (var purpose in (await platform.Frontend.Get("/v1/catalog/purposes")).Ok().Items("purposes").Where(p => p.Text("legalBasis") == "consent"))
        {
            (await platform.Customer(id).Put($"/v1/customers/{id}/consents/{purpose.Text("id")}", new { state = "given" })).Ok();
        }
    }
}
