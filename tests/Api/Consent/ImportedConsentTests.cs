using System.Globalization;

namespace Tests.Api.Consent;

/// <summary>Consents of an import, placed by when they were expressed.</summary>
[Collection(nameof(Platform))]
public sealed class ImportedConsentTests(Platform platform)
{
    [Theory]
    [InlineData("withdrawn")]
    [InlineData("refused")]
    public async Task One_between_a_no_and_its_repeat_is_a_duplicate(string state)
    {
        var id = await platform.NewCustomer();
        var first = await Said(id, state);
        var second = await Said(id, state);
        Assert.True(first < second);

        var between = first.AddTicks((second - first).Ticks / 2);
        Assert.Equal((0, 1, 0), await Import(id, between));

        Assert.Equal(state, await StateOf(id));
        Assert.Equal((1, 0, 0), await Import(id, second.AddTicks(1)));
        Assert.Equal("given", await StateOf(id));
    }

    [Fact]
    public async Task One_between_two_withdrawals_of_everything_is_a_duplicate()
    {
        var id = await platform.NewCustomer();
        (await platform.Customer(id).Post($"/v1/customers/{id}/consents/withdraw-all")).Ok();
        var first = await LastSaid(id);
        (await platform.Customer(id).Post($"/v1/customers/{id}/consents/withdraw-all")).Ok();

        Assert.Equal((0, 1, 0), await Import(id, first.AddTicks(1)));
        Assert.Equal("withdrawn", await StateOf(id));
    }

    [Fact]
    public async Task A_no_said_thousands_of_times_is_remembered_to_the_last_and_stays_small()
    {
        var id = await platform.NewCustomer();
        for (var i = 0; i < 50; i++)
        {
            (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "withdrawn" })).Ok();
        }

        var events = (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok().Items("events");
        Assert.Equal(16, events.Length);
        Assert.Equal((0, 1, 0), await Import(id, events[^1].GetProperty("at").GetDateTimeOffset().AddTicks(1)));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var id = await platform.NewCustomer();
        object[] file = [Line(id, "given", "2020-01-01T00:00:00Z"), Line(id, "withdrawn", "2021-01-01T00:00:00Z"), Line(id, "given", "2022-01-01T00:00:00Z")];
        Assert.Equal((3, 0, 0), Summary(await platform.Frontend.Import(file)));
        var before = (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Text;

        Assert.Equal((0, 3, 0), Summary(await platform.Frontend.Import(file)));
        Assert.Equal((0, 3, 0), Summary(await platform.Frontend.Import([.. file.Reverse()])));

        Assert.Equal(before, (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Text);
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_said_and_decides_nothing()
    {
        var id = await platform.NewCustomer();
        var answer = await platform.Frontend.Import(
            Line(id, "given", "9999-01-01T00:00:00Z"),
            new { consent = new { customerId = id, purpose = "world-peace", state = "given", method = "form" } },
            new { consent = new { customerId = id, purpose = "advice", state = "given" } },
            new { consent = new { customerId = id, purpose = "advice", state = "given", method = "form", channels = new[] { "pigeon" } } },
            new { consent = new { customerId = id, purpose = "advice", state = "given", method = "form", categories = new[] { "shoes" } } },
            new { consent = new { customerId = id, purpose = "advice", state = "given", method = "form", at = "2020-01-01T00:00:00Z", expiresAt = "2019-01-01T00:00:00Z" } });

        Assert.Equal((0, 0, 6), Summary(answer));
        var errors = answer.Text.Split('\n').Where(line => line.Contains("\"error\"", StringComparison.Ordinal)).ToArray();
        Assert.Equal(1, errors.Count(line => line.Contains("unknown-purpose", StringComparison.Ordinal)));
        Assert.Equal(5, errors.Count(line => line.Contains("invalid-value", StringComparison.Ordinal)));
        Assert.Equal("unknown", await StateOf(id));
    }

    private async Task<DateTimeOffset> Said(string id, string state) =>
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state })).Ok().GetProperty("since").GetDateTimeOffset();

    private async Task<DateTimeOffset> LastSaid(string id) => (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok()
        .Items("purposes").Single(p => p.Text("purpose") == "advice").GetProperty("since").GetDateTimeOffset();

    private async Task<string> StateOf(string id) =>
        (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok().Items("purposes").Single(p => p.Text("purpose") == "advice").Text("state")!;

    private async Task<(int Consents, int Duplicates, int Errors)> Import(string id, DateTimeOffset at) =>
        Summary(await platform.Frontend.Import(Line(id, "given", at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))));

    private static object Line(string id, string state, string at) => new { consent = new { customerId = id, purpose = "advice", state, method = "form", at } };

    private static (int Consents, int Duplicates, int Errors) Summary(Answer answer)
    {
        answer = new Answer(answer.Status, new Dictionary<string, string>(), answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        var summary = answer.Ok().GetProperty("summary");
        return (summary.GetProperty("consents").GetInt32(), summary.GetProperty("duplicates").GetInt32(), summary.GetProperty("errors").GetInt32());
    }
}
