using System.Text.Json;

namespace Tests.Api.Personalization;

/// <summary>Screens that fit, with consent and without.</summary>
[Collection(nameof(Platform))]
public sealed class LayoutTests(Platform platform)
{
    private const string Purpose = "ui-personalisation";

    [Fact]
    public async Task Without_consent_the_layout_is_the_default_one_and_says_so()
    {
        var id = await platform.NewCustomer(new { language = "cs", accessibilityNeeds = "large print" });

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/layout")).Ok();

        Assert.Equal("personalised tiles preferences", answer.Members());
        Assert.False(answer.GetProperty("personalised").GetBoolean());
        Assert.All(answer.Items("tiles"), tile => Assert.Equal("tile position reason", tile.Members()));
        Assert.Equal("balance", answer.Items("tiles")[0].Text("tile"));
        Assert.Equal("""{"pinnedTiles":[]}""", answer.GetProperty("preferences").GetRawText());
        Assert.Equal(answer.GetRawText(), (await platform.Frontend.For(Purpose).Get($"/v1/customers/{await platform.NewCustomer()}/layout?surface=home")).Ok().GetRawText());
        (await platform.Customer(id).Put($"/v1/customers/{id}/preferences", new { textSize = "large" })).Problem(403, "consent-required");
    }

    [Fact]
    public async Task Preferences_are_kept_and_shown_at_once()
    {
        var id = await platform.NewCustomerWhoGave(Purpose);
        var stated = new { language = "de", textSize = "large", contrast = "high", reducedMotion = true, pinnedTiles = new[] { "forecast", "offers" } };

        var put = (await platform.Customer(id).Put($"/v1/customers/{id}/preferences", stated)).Ok();
        var read = (await platform.Customer(id).Get($"/v1/customers/{id}/layout")).Ok();

        Assert.Equal(put.GetRawText(), read.GetRawText());
        Assert.True(read.GetProperty("personalised").GetBoolean());
        Assert.Equal(JsonSerializer.Serialize(stated), read.GetProperty("preferences").GetRawText());
        Assert.Equal(["forecast", "offers", "balance", "payments"], read.Items("tiles").Select(t => t.Text("tile")));
        Assert.Equal([1, 2, 3, 4], read.Items("tiles").Select(t => t.GetProperty("position").GetInt32()));
        Assert.Equal("Sie haben „Bis zum nächsten Gehalt“ selbst hierhin gelegt.", read.Items("tiles")[0].Text("reason"));

        var replaced = (await platform.Frontend.For(Purpose).Put($"/v1/customers/{id}/preferences", new { })).Ok();
        Assert.Equal("""{"pinnedTiles":[]}""", replaced.GetProperty("preferences").GetRawText());
        Assert.Equal("balance", replaced.Items("tiles")[0].Text("tile"));
    }

    [Fact]
    public async Task What_the_customer_needs_makes_the_screen_simple_in_their_language()
    {
        var id = await platform.NewCustomerWhoGave(Purpose, new { language = "cs", accessibilityNeeds = "screen reader" });

        var tiles = (await platform.Customer(id).Get($"/v1/customers/{id}/layout")).Ok().Items("tiles");

        Assert.Equal(["balance", "payments", "transfer", "help"], tiles.Select(t => t.Text("tile")));
        Assert.Equal("„Zůstatek“ se snadno čte, jak jste si přáli.", tiles[0].Text("reason"));
    }

    [Fact]
    public async Task A_consent_that_leaves_needs_out_leaves_them_out()
    {
        var id = await platform.NewCustomer(new { accessibilityNeeds = "screen reader" });
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/{Purpose}", new { state = "given", categories = new[] { "behaviour" } })).Ok();

        Assert.Equal(10, (await platform.Customer(id).Get($"/v1/customers/{id}/layout")).Ok().Items("tiles").Length);
        Assert.Equal(Purpose, (await platform.Customer(id).Put($"/v1/customers/{id}/preferences", new { })).Problem(403, "consent-required").Text("purpose"));
    }

    [Theory]
    [InlineData("""{"language":"english, please"}""", "/language")]
    [InlineData("""{"textSize":"huge","contrast":"none"}""", "/textSize /contrast")]
    [InlineData("""{"reducedMotion":"yes"}""", "/reducedMotion")]
    [InlineData("""{"pinnedTiles":["balance","jackpot"]}""", "/pinnedTiles/1")]
    [InlineData("""{"pinnedTiles":["balance","balance"]}""", "/pinnedTiles/1")]
    [InlineData("""{"pinnedTiles":[7]}""", "/pinnedTiles/0")]
    public async Task Each_fault_has_its_pointer(string body, string pointers)
    {
        var id = await platform.NewCustomerWhoGave(Purpose);

        var answer = await platform.Customer(id).Put($"/v1/customers/{id}/preferences", body);

        answer.Problem(422, "invalid-value");
        Assert.Equal(pointers, answer.Pointers);
    }

    [Theory]
    [InlineData("""{"pinnedTiles":"balance"}""")]
    [InlineData("""{"language":{}}""")]
    [InlineData("""{"reducedMotion":[]}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task A_body_of_another_shape_is_malformed(string body)
    {
        var id = await platform.NewCustomerWhoGave(Purpose);

        (await platform.Customer(id).Put($"/v1/customers/{id}/preferences", body)).Problem(400, "malformed-request");
    }

    [Theory]
    [InlineData("surface=")]
    [InlineData("surface=Home")]
    [InlineData("surface=home&surface=cards")]
    public async Task A_surface_that_is_none_is_refused(string query)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/layout?{query}");

        answer.Problem(422, "invalid-value");
        Assert.Equal("surface", answer.Pointers);
    }

    [Fact]
    public async Task A_customer_whose_data_is_restricted_gets_no_personal_screen()
    {
        var id = await platform.NewCustomerWhoGave(Purpose);
        (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "restriction", regime = "gdpr" })).Ok(202);

        (await platform.Customer(id).Get($"/v1/customers/{id}/layout")).Problem(403, "processing-restricted");
        (await platform.Customer(id).Put($"/v1/customers/{id}/preferences", new { })).Problem(403, "processing-restricted");
    }
}
