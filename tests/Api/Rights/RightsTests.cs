using System.Text.Json;

namespace Tests.Api.Rights;

/// <summary>Asking for a right, and what becomes of it.</summary>
[Collection(nameof(Platform))]
public sealed class RightsTests(Platform platform)
{
    private const string Members = "requestId right regime status receivedAt dueAt steps";

    [Theory]
    [InlineData("access", "fulfilled")]
    [InlineData("portability", "fulfilled")]
    [InlineData("restriction", "fulfilled")]
    [InlineData("objection", "fulfilled")]
    [InlineData("rectification", "open")]
    public async Task A_request_is_taken_in_with_its_deadline_and_found_again(string right, string status)
    {
        var id = await platform.NewCustomer();
        var answer = await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right, regime = "gdpr" });

        var filed = answer.Ok(202);
        Assert.Equal(Members, filed.Members());
        Assert.Equal((right, "gdpr", status), (filed.Text("right"), filed.Text("regime"), filed.Text("status")));
        Assert.True(filed.GetProperty("receivedAt").IsInstant() && filed.GetProperty("dueAt").IsInstant());
        Assert.InRange(filed.GetProperty("dueAt").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(27), TimeSpan.FromDays(38));
        Assert.All(filed.Items("steps"), step => Assert.Equal("step state at", step.Members()));
        Assert.Equal($"/v1/customers/{id}/rights/{filed.Text("requestId")}", answer.Header("Location"));
        foreach (var caller in new[] { platform.Customer(id), platform.Officer })
        {
            Assert.Equal(filed.GetRawText(), (await caller.Get(answer.Header("Location")!)).Ok().GetRawText());
            Assert.Equal(filed.GetRawText(), (await caller.Get($"/v1/customers/{id}/rights")).Ok().Items("requests").Single().GetRawText());
        }
    }

    [Theory]
    [InlineData("rectification")]
    [InlineData("restriction")] // stands until it is lifted
    public async Task A_second_request_of_a_right_names_the_first(string right)
    {
        var id = await platform.NewCustomer();
        var first = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right, regime = "gdpr" })).Ok(202);

        var second = (await platform.Officer.Post($"/v1/customers/{id}/rights", new { right, regime = "ccpa" })).Problem(409, "conflict");

        Assert.Equal(first.Text("requestId"), second.Text("requestId"));
        (await platform.Customer(id).Delete($"/v1/customers/{id}/rights/{first.Text("requestId")}")).Ok();
        (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right, regime = "gdpr" })).Ok(202);
    }

    [Theory]
    [InlineData("""{"right":"oblivion","regime":"gdpr"}""", "/right")]
    [InlineData("""{"regime":"gdpr"}""", "/right")]
    [InlineData("""{"right":"access","regime":"lgpd"}""", "/regime")]
    [InlineData("""{"right":"access","regime":"gdpr","details":""}""", "/details")]
    [InlineData("""{"right":"access","regime":"gdpr","attributes":{"city":"Brno"}}""", "/attributes")]
    [InlineData("""{"right":"rectification","regime":"gdpr","attributes":{"shoeSize":44}}""", "/attributes/shoeSize")]
    [InlineData("""{"right":"rectification","regime":"gdpr","attributes":{"birthDate":"soon"}}""", "/attributes/birthDate")]
    [InlineData("""{"right":7,"regime":"gdpr"}""", "/right")]
    public async Task A_request_that_makes_no_sense_is_refused_with_its_faults(string body, string pointers)
    {
        var id = await platform.NewCustomer();
        var answer = await platform.Customer(id).Post($"/v1/customers/{id}/rights", body);
        answer.Problem(422, "invalid-value");
        Assert.Equal(pointers, answer.Pointers);
        Assert.Empty((await platform.Customer(id).Get($"/v1/customers/{id}/rights")).Ok().Items("requests"));
    }

    [Fact]
    public async Task Nobody_asks_for_another()
    {
        var (id, other) = (await platform.NewCustomer(), await platform.NewCustomer());
        var body = new { right = "erasure", regime = "gdpr" };
        (await platform.Customer(other).Post($"/v1/customers/{id}/rights", body)).Problem(404, "customer-unknown");
        (await platform.Frontend.Post($"/v1/customers/{id}/rights", body)).Problem(403, "role-not-allowed");
        (await platform.Officer.Post($"/v1/customers/{Platform.NewId()}/rights", body)).Problem(404, "customer-unknown");
        (await platform.Customer(id).Get($"/v1/customers/{id}/rights/{Guid.NewGuid()}")).Problem(404, "not-found");
        (await platform.Customer(id).Get($"/v1/customers/{id}/rights/first")).Problem(404, "not-found");
        (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Ok();
    }

    [Fact]
    public async Task An_officer_denies_extends_and_signs_off_for_reasons_of_the_closed_list()
    {
        var id = await platform.NewCustomer();
        var path = await Ask(id, "rectification");
        (await platform.Customer(id).Post($"{path}/deny", new { reason = "excessive" })).Problem(403, "role-not-allowed");
        (await platform.Officer.Post($"{path}/extend", new { reason = "holidays" })).Problem(422, "invalid-value");
        var extended = (await platform.Officer.Post($"{path}/extend", new { reason = "complexity" })).Ok();
        Assert.InRange(extended.GetProperty("dueAt").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(85), TimeSpan.FromDays(98));
        (await platform.Officer.Post($"{path}/extend", new { reason = "complexity" })).Problem(409, "conflict");
        var denied = (await platform.Officer.Post($"{path}/deny", new { reason = "excessive" })).Ok();
        Assert.Equal(("denied", "excessive"), (denied.Text("status"), denied.Text("reason")));
        (await platform.Officer.Post($"{path}/sign-off", new { reason = "completed" })).Problem(409, "conflict");
        (await platform.Customer(id).Delete(path)).Problem(409, "conflict");
    }

    [Fact]
    public async Task A_rectification_is_written_as_the_customers_word_when_it_is_signed_off()
    {
        var id = await platform.NewCustomer(new { givenName = "Jana", birthDate = "1984-05-06" });
        var path = await Ask(id, "rectification", new { right = "rectification", regime = "gdpr", details = "the other way round", attributes = new { birthDate = "1984-06-05" } });
        Assert.Equal("bank", (await BirthDate(id)).Text("source"));

        Assert.Equal("fulfilled", (await platform.Officer.Post($"{path}/sign-off", new { reason = "completed" })).Ok().Text("status"));

        var written = await BirthDate(id);
        Assert.Equal(("1984-06-05", "customer"), (written.Text("value"), written.Text("source")));
        (await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana", birthDate = "1984-05-06" } })).Ok();
        Assert.Equal("1984-06-05", (await BirthDate(id)).Text("value")); // the next batch does not undo it
    }

    [Fact]
    public async Task A_restriction_freezes_the_use_and_keeps_the_data_until_it_is_lifted()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var (self, path) = (platform.Customer(id), await Ask(id, "restriction"));

        (await self.Get($"/v1/customers/{id}/recommendations")).Problem(403, "processing-restricted");
        (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Problem(403, "processing-restricted");
        (await platform.Advisor.Get($"/v1/customers/{id}/transactions")).Problem(403, "processing-restricted");
        (await self.Get($"/v1/customers/{id}/profile")).Ok();
        (await self.Get($"/v1/customers/{id}/consents")).Ok();
        (await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana" } })).Ok();
        (await platform.Officer.Get($"/v1/customers/{id}/usage")).Ok();

        Assert.Equal("revoked", (await self.Delete(path)).Ok().Text("status"));
        Assert.True((await self.Get($"/v1/customers/{id}/recommendations")).Ok().GetProperty("personalised").GetBoolean());
    }

    [Fact]
    public async Task An_objection_ends_direct_marketing_at_once()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var self = platform.Customer(id);
        (await self.Put($"/v1/customers/{id}/consents/third-party-sharing", new { state = "given" })).Ok();
        (await self.Put($"/v1/customers/{id}/consents/financial-insights", new { state = "given" })).Ok();

        await Ask(id, "objection");

        Assert.False((await self.Get($"/v1/customers/{id}/recommendations")).Ok().GetProperty("personalised").GetBoolean());
        var states = (await self.Get($"/v1/customers/{id}/consents")).Ok().Items("purposes").ToDictionary(p => p.Text("purpose")!, p => p.Text("state"));
        Assert.Equal(("withdrawn", "withdrawn", "given"), (states["personalised-offers"], states["third-party-sharing"], states["financial-insights"]));
    }

    [Fact]
    public async Task The_queue_lists_what_is_not_closed_by_deadline_in_pages()
    {
        var (id, other) = (await platform.NewCustomer(), await platform.NewCustomer());
        (await platform.Officer.Post($"/v1/customers/{other}/rights", new { right = "rectification", regime = "ccpa" })).Ok(202);
        var path = await Ask(id, "rectification");

        var listed = await Queue();
        Assert.Contains(listed, r => r.Text("customerId") == id && r.Text("status") == "open");
        Assert.Equal(listed.Select(r => r.GetProperty("dueAt").GetDateTimeOffset()).Order(), listed.Select(r => r.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Equal(listed.Length, listed.Select(r => r.Text("requestId")).Distinct().Count());
        Assert.Empty((await platform.Officer.Get("/v1/rights?dueBefore=2020-01-01")).Ok().Items("requests"));
        Assert.DoesNotContain((await platform.Officer.Get("/v1/rights?status=on-hold&limit=100")).Ok().Items("requests"), r => r.Text("customerId") == id);
        (await platform.Officer.Post($"{path}/deny", new { reason = "excessive" })).Ok();
        Assert.DoesNotContain(await Queue(), r => r.Text("customerId") == id);
        (await platform.Officer.Get("/v1/rights?status=done")).Problem(422, "invalid-value");
        (await platform.Officer.Get("/v1/rights?after=x")).Problem(422, "invalid-value");
        (await platform.Officer.Get("/v1/rights?limit=0")).Problem(422, "invalid-value");
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_is_answered_as_before()
    {
        var id = await platform.NewCustomer();
        var caller = platform.Customer(id).Once(Guid.NewGuid());
        var first = (await caller.Post($"/v1/customers/{id}/rights", new { right = "rectification", regime = "gdpr" })).Ok(202);
        Assert.Equal(first.GetRawText(), (await caller.Post($"/v1/customers/{id}/rights", new { right = "rectification", regime = "gdpr" })).Ok(202).GetRawText());
        (await caller.Post($"/v1/customers/{id}/rights", new { right = "access", regime = "gdpr" })).Problem(422, "idempotency-key-reused");
        var lines = (await platform.Customer(id).Get($"/v1/customers/{id}/usage")).Ok().Items("entries").Where(e => e.Text("operation") == "rights.file").ToArray();
        Assert.Single(lines, e => e.Text("outcome") == "allowed");
    }

    private async Task<string> Ask(string id, string right, object? body = null)
    {
        var answer = await platform.Customer(id).Post($"/v1/customers/{id}/rights", body ?? new { right, regime = "gdpr" });
        answer.Ok(202);
        return answer.Header("Location")!;
    }

    private async Task<JsonElement> BirthDate(string id) =>
        (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes").GetProperty("birthDate");

    private async Task<JsonElement[]> Queue()
    {
        var all = new List<JsonElement>();
        for (string? next = null; ;)
        {
            var page = (await platform.Officer.Get("/v1/rights?limit=2" + (next is null ? string.Empty : $"&after={next}"))).Ok();
            all.AddRange(page.Items("requests"));
            if (!page.TryGetProperty("next", out var more))
            {
                return [.. all];
            }

            next = more.GetString();
        }
    }
}
