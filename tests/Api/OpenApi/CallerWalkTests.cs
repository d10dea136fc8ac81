namespace Tests.Api.OpenApi;

/// <summary>Every operation of the document by callers who should not get in, or not there, or not for that.</summary>
[Collection(nameof(Platform))]
public sealed class CallerWalkTests(Platform platform)
{
    private readonly Walker walker = new(platform);

    [Fact]
    public async Task No_operation_answers_anything_without_a_token()
    {
        var other = await walker.Other();
        await walker.All(
            (await Operation.Of(platform)).Select(o => new Probe(platform.Anonymous, o, o.PathFor(other), o.Example)), (_, answer) => answer.Problem(401, "token-missing"));
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("advisor")]
    [InlineData("officer")]
    [InlineData("auditor")]
    [InlineData("operator")]
    public async Task No_role_gets_a_fault_of_the_server(string role)
    {
        var id = await walker.Known();
        var caller = platform.Caller(role, id);
        await walker.All((await Operation.Of(platform)).SelectMany(o => new Probe[] { new(caller, o, o.PathFor(id), o.Example), new(caller, o, o.PathFor(id), null) }));
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("operator")]
    public async Task Who_is_not_there_for_customers_learns_nothing_of_one(string role)
    {
        var other = await walker.Other();
        await walker.All((await Operation.Of(platform)).Select(o => new Probe(platform.Caller(role, other), o, o.PathFor(other), o.Example)));
    }

    [Fact]
    public async Task A_customer_learns_nothing_of_another()
    {
        var (id, other) = (await walker.Known(), await walker.Other());
        await walker.All(
            (await Operation.Of(platform)).Where(o => o.IsCustomers).Select(o => new Probe(platform.Customer(id), o, o.PathFor(other), o.Example)),
            (probe, answer) => Assert.Equal(Contract.Roles[probe.Operation.Shape].Contains("customer") ? "customer-unknown" : "role-not-allowed", answer.Code));
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("advisor")]
    public async Task A_purpose_that_may_not_be_stated_opens_nothing(string role)
    {
        var id = await walker.Known();
        foreach (var purpose in (string?[])[null, "", "x", "SERVICING", "servicing,advice", "self-service;servicing", new string('p', 300)])
        {
            var refusal = string.IsNullOrEmpty(purpose) ? "purpose-missing" : "purpose-not-allowed";
            await walker.All(
                (await Operation.Of(platform)).Where(o => o.IsCustomers).Select(o => new Probe(platform.Caller(role, id).For(purpose), o, o.PathFor(id), o.Example)),
                (probe, answer) => Assert.Equal(Contract.Roles[probe.Operation.Shape].Contains(role) ? refusal : "role-not-allowed", answer.Code));
        }
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("advisor")]
    [InlineData("officer")]
    public async Task Every_purpose_of_the_catalogue_is_judged_and_never_a_fault_of_the_server(string role)
    {
        var id = await walker.Known();
        foreach (var purpose in (await platform.Frontend.Get("/v1/catalog/purposes")).Ok().Items("purposes").Select(p => p.Text("id")))
        {
            await walker.All((await Operation.Of(platform)).Where(o => o.IsCustomers).Select(o => new Probe(platform.Caller(role, id).For(purpose), o, o.PathFor(id), o.Example)));
        }
    }
}
