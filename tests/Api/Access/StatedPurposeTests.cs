namespace Tests.Api.Access;

/// <summary>What a caller states about a call: purpose, case reference, broken glass.</summary>
[Collection(nameof(Platform))]
public sealed class StatedPurposeTests(Platform platform)
{
    [Theory]
    [InlineData("world-peace")]
    [InlineData("SERVICING")]
    [InlineData("servicing ")]
    [InlineData("servicing, advice")]
    public async Task Only_a_purpose_of_the_catalogue_counts(string purpose)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Frontend.For(purpose).Get($"/v1/customers/{id}/profile");

        if (purpose.Trim() == "servicing")
        {
            answer.Ok();
        }
        else
        {
            answer.Problem(403, "purpose-not-allowed");
        }
    }

    [Fact]
    public async Task Two_purposes_are_none()
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Frontend.With("Processing-Purpose", "security").Get($"/v1/customers/{id}/profile");

        answer.Problem(403, "purpose-not-allowed");
    }

    [Fact]
    public async Task A_customers_header_is_ignored()
    {
        var id = await platform.NewCustomer(new { gender = "female" });

        var seen = (await platform.Customer(id).For("world-peace").Get($"/v1/customers/{id}/profile")).Ok();

        Assert.Equal("gender", seen.GetProperty("attributes").Members());
    }

    [Fact]
    public async Task A_route_that_names_its_purpose_takes_no_other()
    {
        var id = await platform.NewCustomer();

        (await platform.Frontend.For("advice").Put($"/v1/customers/{id}", new { attributes = new { } })).Problem(403, "purpose-not-allowed");
        (await platform.Frontend.Get($"/v1/customers/{id}/recommendations")).Problem(403, "purpose-not-allowed");
        (await platform.Frontend.For(null).Get($"/v1/customers/{id}/recommendations")).Problem(403, "purpose-missing");
        (await platform.Frontend.For("personalised-offers").Get($"/v1/customers/{id}/recommendations")).Ok();
    }

    [Fact]
    public async Task An_advisor_states_a_case_of_at_most_200_characters()
    {
        var id = await platform.NewCustomer();

        Assert.Equal(200, await Status(new string('7', 200)));
        Assert.Equal(422, await Status(new string('7', 201)));
        Assert.Equal(403, await Status(""));

        async Task<int> Status(string reference) =>
            (await platform.Advisor.Instead("Case-Reference", reference).Get($"/v1/customers/{id}/profile")).Status;
    }

    [Fact]
    public async Task Nobody_breaks_the_glass()
    {
        var id = await platform.NewCustomer();

        (await platform.Frontend.With("Break-Glass", "fire").Get($"/v1/customers/{id}/profile")).Problem(403, "break-glass-not-allowed");
        (await platform.Advisor.With("Break-Glass", "fire").Get($"/v1/customers/{id}/transactions")).Problem(403, "break-glass-not-allowed");
    }

    [Fact]
    public async Task Officers_auditors_and_operators_see_no_profile_and_no_transactions()
    {
        var id = await platform.NewCustomer();

        foreach (var caller in (ApiClient[])[platform.Officer, platform.Auditor, platform.Operator])
        {
            (await caller.For("servicing").Get($"/v1/customers/{id}/profile")).Problem(403, "role-not-allowed");
            (await caller.For("servicing").Get($"/v1/customers/{id}/transactions")).Problem(403, "role-not-allowed");
            (await caller.For("personalised-offers").Get($"/v1/customers/{id}/recommendations")).Problem(403, "role-not-allowed");
        }
    }
}
