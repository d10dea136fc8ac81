namespace Tests.Api.Consent;

/// <summary>What was decided when, and how it stood at an instant.</summary>
[Collection(nameof(Platform))]
public sealed class HistoryTests(Platform platform)
{
    [Fact]
    public async Task Events_come_oldest_first_and_name_their_record()
    {
        var id = await platform.NewCustomer();
        foreach (var state in (string[])["given", "withdrawn", "given"])
        {
            (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state })).Ok();
        }

        var events = (await platform.Customer(id).Get($"/v1/customers/{id}/consents/history")).Ok().Items("events");

        Assert.Equal(["given", "withdrawn", "given"], events.Select(e => e.Text("state")!));
        Assert.All(events, e => Assert.Equal("at purpose state method noticeVersion recordId receiptId", e.Members()));
        Assert.All(events, e => Assert.Equal("self-service", e.Text("method")));
        Assert.Equal(events.Select(e => e.GetProperty("at").GetDateTimeOffset()).Order(), events.Select(e => e.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(3, events.Select(e => e.Text("recordId")).Distinct().Count());
    }

    [Fact]
    public async Task With_at_it_is_the_overview_as_it_stood_then()
    {
        var id = await platform.NewCustomer();
        foreach (var state in (string[])["given", "withdrawn"])
        {
            (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state })).Ok();
        }

        var at = (await platform.Customer(id).Get($"/v1/customers/{id}/consents/history")).Ok().Items("events").Select(e => e.Text("at")!).ToArray();

        Assert.Equal("unknown", await StateAt("2001-01-01T00:00:00Z"));
        Assert.Equal("unknown", await StateAt("0001-01-01T00:00:00Z"));
        Assert.Equal("given", await StateAt(at[0]));
        Assert.Equal("withdrawn", await StateAt(at[1]));
        Assert.Equal("unknown", await StateAt("2001-01-01T00:00:00%2B02:00"));

        async Task<string> StateAt(string instant)
        {
            var overview = (await platform.Officer.Get($"/v1/customers/{id}/consents/history?at={instant}")).Ok();
            Assert.Equal("purposes globalPrivacyControl", overview.Members());
            return overview.Items("purposes").Single(p => p.Text("purpose") == "advice").Text("state")!;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2001-01-01")]
    [InlineData("2001-01-01T00:00:00")]
    [InlineData("2001-02-30T00:00:00Z")]
    [InlineData("2001-01-01T00:00:00+02:00")]
    [InlineData("9999-12-31T00:00:00Z")]
    [InlineData("2001-01-01T00:00:00Z&at=2002-01-01T00:00:00Z")]
    public async Task An_at_that_is_no_instant_of_the_past_is_refused(string at)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/consents/history?at={at}");

        answer.Problem(422, "invalid-value");
        Assert.Equal("at", answer.Pointers);
    }
}
