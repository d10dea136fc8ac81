using System.Text.Json;

namespace Tests.Api.Profile;

/// <summary>Creating, reading and patching a profile.</summary>
[Collection(nameof(Platform))]
public sealed class ProfileTests(Platform platform)
{
    [Fact]
    public async Task A_new_customer_is_201_with_its_place_and_a_known_one_200()
    {
        var id = Platform.NewId();

        var made = await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana", holdings = new[] { "mortgage" }, annualIncome = 42000.5, householdSize = 3 } });
        var known = await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Eva" } });

        var profile = made.Ok(201);
        Assert.Equal($"/v1/customers/{id}/profile", made.Header("Location"));
        Assert.Equal(("application/json", "\"1\""), (made.Type, made.Header("ETag")));
        Assert.Equal("customerId version attributes", profile.Members());
        Assert.Equal((id, 1), (profile.Text("customerId"), profile.GetProperty("version").GetInt32()));
        var attributes = profile.GetProperty("attributes");
        Assert.StartsWith("""{"value":["mortgage"],"category":"relationship","source":"bank",""", attributes.GetProperty("holdings").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("42000.5", attributes.GetProperty("annualIncome").GetProperty("value").GetRawText());
        Assert.All(attributes.EnumerateObject(), a => Assert.Equal("value category source updatedAt", a.Value.Members()));
        Assert.All(attributes.EnumerateObject(), a => Assert.True(a.Value.GetProperty("updatedAt").IsInstant()));
        Assert.Equal("givenName", known.Ok().GetProperty("attributes").Members());
        Assert.Null(known.Header("Location"));
        Assert.Equal("\"2\"", known.Header("ETag"));
    }

    [Fact]
    public async Task What_the_customer_wrote_stays_when_the_bank_replaces_its_own()
    {
        var id = await platform.NewCustomer(new { givenName = "Jana", city = "Brno", country = "CZ" });
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "Ulm", email = "jana@example.com" } })).Ok();

        (await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { familyName = "Novak", city = "Praha" } })).Ok();

        var held = (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes");
        Assert.Equal(["city", "email", "familyName"], held.EnumerateObject().Select(a => a.Name).Order());
        Assert.Equal(("Ulm", "customer"), (held.GetProperty("city").Text("value"), held.GetProperty("city").Text("source")));
    }

    [Fact]
    public async Task Null_removes_and_what_is_not_named_stays()
    {
        var id = await platform.NewCustomer(new { givenName = "Jana", city = "Brno", phone = "0172 333" });

        var patched = await platform.Customer(id).Patch($"/v1/customers/{id}/profile", """{"attributes":{"phone":null,"city":"Ulm"}}""");

        Assert.Equal(["city", "givenName"], patched.Ok().GetProperty("attributes").EnumerateObject().Select(a => a.Name).Order());
        Assert.Equal("\"2\"", patched.Header("ETag"));
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", "{}")).Ok();
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", """{"attributes":{"phone":null}}""")).Ok();
    }

    [Fact]
    public async Task A_patch_may_come_as_plain_JSON_too()
    {
        var id = await platform.NewCustomer();

        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "Ulm" } }, "application/json")).Ok();
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "Ulm" } }, "application/merge-patch+json; charset=utf-8")).Ok();
    }

    [Theory]
    [InlineData("\"1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"7\", \"1\"", 200)]
    [InlineData("\"2\"", 412)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("1", 412)]
    public async Task If_Match_is_honoured(string ifMatch, int status)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).With("If-Match", ifMatch).Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "Ulm" } });

        Assert.Equal(status, answer.Status);
        var seen = await platform.Customer(id).Get($"/v1/customers/{id}/profile");
        Assert.Equal(status == 200 ? "\"2\"" : "\"1\"", seen.Header("ETag"));
    }

    [Fact]
    public async Task Who_may_write_an_attribute_is_declared()
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { annualIncome = 1000000, segment = "private", city = "Ulm" } });

        answer.Problem(422, "invalid-value");
        Assert.Equal("/attributes/annualIncome /attributes/segment", answer.Pointers);
        Assert.Equal("givenName", (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes").Members());
    }

    [Fact]
    public async Task A_purpose_reads_only_the_attributes_declared_for_it()
    {
        var id = await platform.NewCustomerWhoGave("ui-personalisation", new { givenName = "Jana", gender = "female", email = "a@b", language = "cs", segment = "private", nationality = "CZ" });

        Assert.Equal("givenName gender nationality email language segment", await Seen(platform.Customer(id)));
        Assert.Equal("givenName email language segment", await Seen(platform.Frontend));
        Assert.Equal("givenName email language segment", await Seen(platform.Advisor));
        Assert.Equal("givenName email", await Seen(platform.Frontend.For("security")));
        Assert.Equal("language segment", await Seen(platform.Frontend.For("ui-personalisation")));
        Assert.Equal("givenName nationality email", await Seen(platform.Frontend.For("legal-compliance")));

        async Task<string> Seen(ApiClient caller)
        {
            var answer = await caller.Get($"/v1/customers/{id}/profile");
            Assert.Equal("Processing-Purpose", answer.Header("Vary"));
            return answer.Ok().GetProperty("attributes").Members();
        }
    }

    [Fact]
    public async Task A_consent_for_some_categories_opens_only_those()
    {
        var id = await platform.NewCustomer(new { segment = "private", employmentStatus = "employed", annualIncome = 42000 });
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given", categories = new[] { "employment" } })).Ok();

        var seen = (await platform.Advisor.For("advice").Get($"/v1/customers/{id}/profile")).Ok();

        Assert.Equal("employmentStatus", seen.GetProperty("attributes").Members());
    }
}
