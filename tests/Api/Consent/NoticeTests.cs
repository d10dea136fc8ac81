using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tests.Api.Consent;

/// <summary>Notices in versions and languages, and when customers are asked again.</summary>
[Collection(nameof(Platform))]
public sealed class NoticeTests(Platform platform)
{
    [Fact]
    public async Task Every_purpose_shows_its_notice_in_four_languages_at_least()
    {
        var purposes = (await platform.Officer.Get("/v1/catalog/purposes")).Ok().Items("purposes");

        Assert.Equal(10, purposes.Length);
        foreach (var purpose in purposes)
        {
            var notice = purpose.Items("notices").Single(n => n.Text("version") == purpose.Text("noticeVersion"));
            Assert.Equal(["en", "de", "cs", "es"], notice.Items("texts").Select(t => t.Text("language")!));
            Assert.All(notice.Items("texts"), t => Assert.True(t.Text("title")!.Length > 5 && t.Text("description")!.Length > 40));
            Assert.Equal(8, notice.Items("texts").SelectMany(t => (string[])[t.Text("title")!, t.Text("description")!]).Distinct().Count());
            Assert.Equal(notice.Text("validFrom"), DateOnly.Parse(notice.Text("validFrom")!, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task The_bank_says_who_it_is_and_who_receives_data()
    {
        var catalogue = (await platform.Officer.Get("/v1/catalog/purposes")).Ok();

        Assert.Equal("CZ", catalogue.GetProperty("controller").Text("jurisdiction"));
        Assert.NotEmpty(catalogue.GetProperty("controller").GetProperty("supervisoryAuthority").Text("name")!);
        Assert.Equal(["third-party-sharing"], catalogue.Items("purposes").Where(p => p.Items("recipients").Length > 0).Select(p => p.Text("id")!));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Renewal_is_due_30_days_before_a_consent_runs_out(int days, bool isDue)
    {
        var id = await platform.NewCustomer();
        var expiresAt = DateTimeOffset.UtcNow.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        var decided = (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given", expiresAt })).Ok();

        Assert.Equal((isDue, "given"), (IsDue(decided), decided.Text("state")));
        var overview = (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok();
        Assert.Equal(isDue ? ["advice"] : [], overview.Items("purposes").Where(IsDue).Select(p => p.Text("purpose")!));
    }

    [Fact]
    public async Task A_new_notice_that_is_wider_asks_again_and_a_bad_one_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Below("purposes.json");
        var today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.UtcDateTime);
        Declare(path, Notice("1", new DateOnly(2026, 1, 1), "identity"), Notice("2", today, "identity", "transactions"));
        await using var process = await PlatformProcess.Start(folder.Below("data"), 0, ("Catalog__Purposes", path));
        var callers = new Callers(process.Http);
        var (frontend, customer) = ((await callers.Client("frontend")).For("servicing"), await callers.Customer("c-1"));
        (await frontend.Put("/v1/customers/c-1", new { attributes = new { givenName = "Jana" } })).Ok(201);

        (await frontend.Import(new { consent = new { customerId = "c-1", purpose = "advice", state = "given", method = "form", at = "2026-02-01T00:00:00Z" } })).Ok();

        var asked = await Advice(customer);
        Assert.Equal(("expired", "1", true), (asked.Text("state"), asked.Text("noticeVersion"), IsDue(asked)));
        Assert.Equal($"{today:yyyy-MM-dd}T00:00:00Z", asked.Text("expiresAt"));
        var then = (await customer.Get("/v1/customers/c-1/consents/history?at=2026-03-01T00:00:00Z")).Ok().Items("purposes").Single(p => p.Text("purpose") == "advice");
        Assert.Equal(("given", false), (then.Text("state"), IsDue(then)));
        (await (await callers.Client("advisor")).For("advice").With("Case-Reference", "7").Get("/v1/customers/c-1/profile")).Problem(403, "consent-required");

        (await customer.Put("/v1/customers/c-1/consents/advice", new { state = "given" })).Ok();
        var renewed = await Advice(customer);
        Assert.Equal(("given", "2", false), (renewed.Text("state"), renewed.Text("noticeVersion"), IsDue(renewed)));
        Assert.Equal("2", (await customer.Get("/v1/catalog/purposes")).Ok().Items("purposes").Single(p => p.Text("id") == "advice").Text("noticeVersion"));

        Declare(path, Notice("1", today, "identity"), Notice("1", today.AddDays(-1), "shoes"));
        await using var refused = PlatformProcess.Launch(folder.Below("other"), 0, ("Catalog__Purposes", path));
        Assert.Equal(1, await refused.Exit());
        Assert.Contains("\"categories\" names \"shoes\", which the purpose does not declare", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("\"version\" is declared twice", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("\"validFrom\" must be after that of the version before", refused.Errors, StringComparison.Ordinal);
        Assert.Matches(@"purposes\.json\(\d+\): ", refused.Errors);
    }

    private static bool IsDue(JsonElement purpose) => purpose.TryGetProperty("renewalDue", out var due) && due.GetBoolean();

    private static async Task<JsonElement> Advice(ApiClient customer) =>
        (await customer.Get("/v1/customers/c-1/consents")).Ok().Items("purposes").Single(p => p.Text("purpose") == "advice");

    private static JsonObject Notice(string version, DateOnly validFrom, params string[] categories) => new()
    {
        ["version"] = version, ["validFrom"] = validFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["categories"] = new JsonArray([.. categories.Select(c => JsonValue.Create(c))]), ["channels"] = new JsonArray("app"),
        ["texts"] = new JsonArray([.. ((string[])["en", "de", "cs", "es"]).Select(l => new JsonObject { ["language"] = l, ["title"] = "Advice", ["description"] = "Advice" })]),
    };

    /// <summary>Writes the shipped purposes with other notices for advice.</summary>
    private static void Declare(string path, params JsonObject[] notices)
    {
        using var shipped = typeof(Grains.Catalog.CatalogueOptions).Assembly.GetManifestResourceStream("Grains.Catalog.purposes.json")!;
        var root = JsonNode.Parse(shipped)!;
        root["purposes"]!.AsArray().Single(p => (string?)p!["id"] == "advice")!["notices"] = new JsonArray([.. notices]);
        File.WriteAllText(path, root.ToJsonString(new() { WriteIndented = true }));
    }
}
