using System.Text.Json;

namespace Tests.Api.Consent;

/// <summary>The Global Privacy Control signal.</summary>
[Collection(nameof(Platform))]
public sealed class PrivacyControlTests(Platform platform)
{
    private const string Purpose = "third-party-sharing";

    [Fact]
    public async Task The_signal_withdraws_what_declares_it_and_nothing_else()
    {
        var id = await platform.NewCustomerWhoGave("advice");

        (await platform.Customer(id).With("Sec-GPC", "1").Get($"/v1/customers/{id}/profile")).Ok();

        var overview = (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok();
        Assert.True(overview.GetProperty("globalPrivacyControl").GetBoolean());
        Assert.Equal(("withdrawn", "given"), (Of(overview, Purpose).Text("state"), Of(overview, "advice").Text("state")));
    }

    [Fact]
    public async Task A_consent_given_by_name_before_the_signal_shows_the_conflict()
    {
        var id = await platform.NewCustomerWhoGave(Purpose);

        (await platform.Frontend.With("Sec-GPC", "1").Get($"/v1/customers/{id}/profile")).Ok();

        var withdrawn = Of((await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok(), Purpose);
        Assert.Equal("withdrawn", withdrawn.Text("state"));
        Assert.NotEmpty(withdrawn.Text("conflict")!);
    }

    [Fact]
    public async Task A_consent_given_by_name_while_the_signal_is_on_stands_against_later_signals()
    {
        var id = await platform.NewCustomer();
        var signalling = platform.Customer(id).With("Sec-GPC", "1");
        (await signalling.Get($"/v1/customers/{id}/profile")).Ok();

        (await signalling.Put($"/v1/customers/{id}/consents/{Purpose}", new { state = "given" })).Ok();
        var overview = (await signalling.Get($"/v1/customers/{id}/consents")).Ok();

        Assert.Equal("given", Of(overview, Purpose).Text("state"));
        Assert.NotEmpty(Of(overview, Purpose).Text("conflict")!);
        Assert.True(overview.GetProperty("globalPrivacyControl").GetBoolean());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData("11")]
    [InlineData("")]
    public async Task Only_the_value_1_counts(string value)
    {
        var id = await platform.NewCustomerWhoGave(Purpose);

        var overview = (await platform.Customer(id).With("Sec-GPC", value).Get($"/v1/customers/{id}/consents")).Ok();

        Assert.False(overview.GetProperty("globalPrivacyControl").GetBoolean());
        Assert.Equal("given", Of(overview, Purpose).Text("state"));
    }

    [Fact]
    public async Task Several_headers_with_one_1_are_one_and_an_officers_header_is_none()
    {
        var id = await platform.NewCustomer();

        Assert.False((await platform.Officer.With("Sec-GPC", "1").Get($"/v1/customers/{id}/consents")).Ok().GetProperty("globalPrivacyControl").GetBoolean());
        var both = platform.Customer(id).With("Sec-GPC", "0").With("Sec-GPC", "1");
        Assert.True((await both.Get($"/v1/customers/{id}/consents")).Ok().GetProperty("globalPrivacyControl").GetBoolean());
    }

    private static JsonElement Of(JsonElement overview, string purpose) => overview.Items("purposes").Single(p => p.Text("purpose") == purpose);
}
