namespace Tests.Api.Rights;

/// <summary>A legal hold of two officers, and the erasure that waits for it.</summary>
[Collection(nameof(Platform))]
public sealed class LegalHoldTests(Platform platform)
{
    private static readonly object Hold = new { matter = "case 7", reviewOn = "2099-01-31" };

    [Fact]
    public async Task A_hold_is_proposed_by_one_officer_and_approved_by_another()
    {
        var id = await platform.NewCustomer();
        var path = $"/v1/customers/{id}/legal-hold";
        (await platform.Officer.Get(path)).Problem(404, "not-found");
        Assert.Equal("proposed", (await platform.Officer.Put(path, Hold)).Ok(202).Text("state"));
        (await platform.Officer.Post($"{path}/approve")).Problem(409, "conflict");
        (await platform.SecondOfficer.Post($"{path}/approve")).Ok(204);
        var standing = (await platform.Officer.Get(path)).Ok();
        Assert.Equal(("case 7", "2099-01-31", "in-force"), (standing.Text("matter"), standing.Text("reviewOn"), standing.Text("state")));
        (await platform.Officer.Put(path, Hold)).Problem(409, "conflict");
        (await platform.Customer(id).Get(path)).Problem(403, "role-not-allowed");
    }

    [Fact]
    public async Task An_erasure_waits_while_a_hold_stands_and_goes_on_when_it_is_lifted()
    {
        var id = await platform.NewCustomer();
        var (self, path) = (platform.Customer(id), $"/v1/customers/{id}/legal-hold");
        (await platform.Officer.Put(path, Hold)).Ok(202);
        (await platform.SecondOfficer.Post($"{path}/approve")).Ok(204);

        var filed = (await self.Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        Assert.Equal("on-hold", filed.Text("status"));
        (await self.Get($"/v1/customers/{id}/profile")).Ok();

        (await platform.SecondOfficer.Delete(path)).Ok(202);
        (await platform.SecondOfficer.Post($"{path}/approve")).Problem(409, "conflict");
        (await platform.Officer.Post($"{path}/approve")).Ok(204);
        (await self.Get($"/v1/customers/{id}/profile")).Problem(410, "customer-erased");
        Assert.Equal("fulfilled", (await platform.Erased(id, filed.Text("requestId")!)).Text("status"));
    }

    [Fact]
    public async Task An_erasure_on_hold_can_be_revoked()
    {
        var id = await platform.NewCustomer();
        (await platform.Officer.Put($"/v1/customers/{id}/legal-hold", Hold)).Ok(202);
        (await platform.SecondOfficer.Post($"/v1/customers/{id}/legal-hold/approve")).Ok(204);
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        Assert.Equal("revoked", (await platform.Customer(id).Delete($"/v1/customers/{id}/rights/{filed.Text("requestId")}")).Ok().Text("status"));
        (await platform.Officer.Delete($"/v1/customers/{id}/legal-hold")).Ok(202);
        (await platform.SecondOfficer.Post($"/v1/customers/{id}/legal-hold/approve")).Ok(204);
        (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Ok();
    }

    [Theory]
    [InlineData("""{"matter":"","reviewOn":"2099-01-31"}""", "/matter")]
    [InlineData("""{"matter":"case 7","reviewOn":"2020-01-31"}""", "/reviewOn")]
    [InlineData("""{"matter":"case 7"}""", "/reviewOn")]
    public async Task A_hold_without_matter_or_date_is_refused(string body, string pointers)
    {
        var id = await platform.NewCustomer();
        var answer = await platform.Officer.Put($"/v1/customers/{id}/legal-hold", body);
        answer.Problem(422, "invalid-value");
        Assert.Equal(pointers, answer.Pointers);
    }
}
