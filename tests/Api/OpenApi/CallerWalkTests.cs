namespace Tests.Api.OpenApi;

/// <summary>Every operation of the document by callers who should not get in, or not there, or not for that.</summary>
[Collection(nameof(Platform))]
public sealed class CallerWalkTests(Platform platform)
{
    private readonly Walker walker = new(platform);

    [Fact]
    public async Task No_operation_answers_anything_without_a_token()
    {
        foreach (var operation in await Operation.Of(platform))
        {
            (await walker.Send(platform.Anonymous, operation, operation.PathFor(await walker.Other()), operation.Example)).Problem(401, "token-missing");
        }
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
        foreach (var operation in await Operation.Of(platform))
        {
            await walker.Send(platform.Caller(role, id), operation, operation.PathFor(id), operation.Example);
            await walker.Send(platform.Caller(role, id), operation, operation.PathFor(id), null);
        }
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("operator")]
    public async Task Who_is_not_there_for_customers_learns_nothing_of_one(string role)
    {
        var other = await walker.Other();
        foreach (var operation in await Operation.Of(platform))
        {
            await walker.Send(platform.Caller(role, other), operation, operation.PathFor(other), operation.Example);
        }
    }

    [Fact]
    public async Task A_customer_learns_nothing_of_another()
    {
        var (id, other) = (await walker.Known(), await walker.Other());
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.IsCustomers))
        {
            var answer = await walker.Send(platform.Customer(id), operation, operation.PathFor(other), operation.Example);
            answer.Problem(answer.Code == "role-not-allowed" ? 403 : 404, answer.Code == "role-not-allowed" ? "role-not-allowed" : "customer-unknown");
        }
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("advisor")]
    public async Task A_purpose_that_may_not_be_stated_opens_nothing(string role)
    {
        var id = await walker.Known();
        string?[] never = [null, "", "x", "SERVICING", "servicing,advice", "self-service;servicing", new string('p', 300)];
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.IsCustomers))
        {
            foreach (var purpose in never)
            {
                var answer = await walker.Send(platform.Caller(role, id).For(purpose), operation, operation.PathFor(id), operation.Example);
                Assert.Contains(answer.Code, (string?[])["role-not-allowed", string.IsNullOrEmpty(purpose) ? "purpose-missing" : "purpose-not-allowed"]);
            }
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
            foreach (var operation in (await Operation.Of(platform)).Where(o => o.IsCustomers))
            {
                await walker.Send(platform.Caller(role, id).For(purpose), operation, operation.PathFor(id), operation.Example);
            }
        }
    }
}
