using System.Text.Json;

namespace Tests.Api.Rights;

/// <summary>Everything held, over HTTP, in each form.</summary>
[Collection(nameof(Platform))]
public sealed class ExportTests(Platform platform)
{
    [Fact]
    public async Task An_access_request_opens_the_export_as_JSON_by_default()
    {
        var (id, path) = await Ask("access");
        var answer = await platform.Customer(id).Get(path);

        var export = answer.Ok();
        Assert.Equal("application/json", answer.Type);
        Assert.Equal("schema createdAt language request subject controller purposes categories profile consents activity model usage rightsRequests journal", export.Members());
        Assert.Equal((id, "urn:profile-platform:customer-export:1"), (export.GetProperty("subject").Text("customerId"), export.Text("schema")));
        var name = export.GetProperty("profile").Items("attributes").Single(a => a.Text("name") == "givenName");
        Assert.Equal(("Jana", "bank", "P10Y"), (name.Text("value"), name.Text("source"), name.Text("retention")));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("attachment; filename=\"customer-export.json\"", answer.Header("Content-Disposition"));
        Assert.Equal("export.export", export.GetProperty("usage").Items("entries")[0].Text("operation"));
        var schema = JsonSerializer.Deserialize<JsonElement>((await platform.Anonymous.Get("/.well-known/export-schema.json")).Text);
        Assert.Equal(export.Text("schema"), schema.Text("$id"));
        Assert.Empty(export.EnumerateObject().Select(m => m.Name).Except(schema.GetProperty("properties").EnumerateObject().Select(m => m.Name)));
    }

    [Fact]
    public async Task A_page_for_people_runs_nothing_and_is_kept_by_nobody()
    {
        var (id, path) = await Ask("access");
        var answer = await platform.Customer(id).With("Accept", "text/html,application/xhtml+xml;q=0.9").Get(path);

        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff", "no-referrer"), (answer.Header("Cache-Control"), answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy")));
        Assert.Contains("Jana", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_come_in_one_archive_and_nothing_else_is_offered()
    {
        var (id, path) = await Ask("portability");
        var archive = await platform.Customer(id).With("Accept", "application/zip").Get(path);
        Assert.Equal((200, "application/zip", "PK"), (archive.Status, archive.Type, archive.Text[..2]));
        (await platform.Customer(id).With("Accept", "application/pdf").Get(path)).Problem(406, "not-acceptable");
        Assert.False((await platform.Customer(id).Get(path)).Ok().TryGetProperty("model", out _));
    }

    [Fact]
    public async Task What_opens_no_export_is_not_found_and_an_erased_customers_is_gone()
    {
        var (id, path) = await Ask("access");
        var (other, others) = await Ask("objection");
        (await platform.Customer(other).Get(others)).Problem(404, "not-found");
        (await platform.Customer(other).Get(path)).Problem(404, "customer-unknown");
        (await platform.Customer(other).Get($"/v1/customers/{other}/rights/{path.Split('/')[^2]}/export")).Problem(404, "not-found");
        (await platform.Customer(id).Get($"/v1/customers/{id}/rights/x/export")).Problem(404, "not-found");
        (await platform.Officer.Get(path)).Problem(403, "role-not-allowed");
        (await platform.Frontend.Get(path)).Problem(403, "role-not-allowed");

        (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        (await platform.Customer(id).Get(path)).Problem(410, "customer-erased");
    }

    private async Task<(string Id, string Path)> Ask(string right)
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right, regime = "gdpr" })).Ok(202);
        return (id, $"/v1/customers/{id}/rights/{filed.Text("requestId")}/export");
    }
}
