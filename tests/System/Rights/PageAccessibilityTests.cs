using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tests.System.Processes;

namespace Tests.System.Rights;

/// <summary>The page of an export in a real browser, judged by axe against WCAG 2.2 AA: as it is answered, in every language, on a screen and on paper.</summary>
public sealed class PageAccessibilityTests
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Missing = $"{Chromium} is missing: tests/run installs it as root";
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    [SkippableFact]
    public async Task Axe_finds_nothing_and_the_page_asks_for_nothing()
    {
        Skip.IfNot(File.Exists(Chromium), Missing);
        await using var platform = await EmbeddedPlatform.Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
        foreach (var language in (string[])["en", "de", "cs", "es"])
        {
            var html = await Page(platform, $"reader-{language}", language);
            var (page, asked, said) = (await browser.NewPageAsync(), new List<string>(), new List<string>());
            await page.RouteAsync("**/*", async route =>
            {
                asked.Add(route.Request.Url);
                await route.AbortAsync();
            });
            page.Console += (_, message) => said.Add(message.Text);
            await page.SetContentAsync(html);

            Assert.Empty(asked);
            Assert.Empty(said); // a style that its own policy refuses would be told here
            Assert.Equal(language, await page.EvaluateAsync<string>("document.documentElement.lang"));
            foreach (var media in (Media[])[Media.Screen, Media.Print])
            {
                await page.EmulateMediaAsync(new() { Media = media });
                var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });
                Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(v => $"{language} {media}: {v.Id} {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
                Assert.True(found.Passes.Length > 10, $"{found.Passes.Length}");
            }

            await page.CloseAsync();
        }
    }

    private static async Task<string> Page(EmbeddedPlatform platform, string id, string language)
    {
        var bank = await platform.Token(("grant_type", "client_credentials"), ("client_id", "frontend"), ("client_secret", "demo"));
        var self = await platform.Token(("grant_type", "password"), ("client_id", "demo-app"), ("username", id), ("password", "demo"));
        var path = $"/v1/customers/{id}";
        await Send(HttpMethod.Put, path, bank, new { attributes = new { givenName = "Jana", language, annualIncome = 42000, segment = "gold", holdings = new[] { "current-account" } } });
        await Send(HttpMethod.Post, $"{path}/transactions", bank, Made.Transactions(("t1", -12.5m), ("t2", 2000m)));
        await Send(HttpMethod.Put, $"{path}/consents/personalised-offers", self, new { state = "given" });
        var shown = JsonNode.Parse(await Send(HttpMethod.Get, $"{path}/recommendations", self))!;
        await Send(HttpMethod.Post, $"{path}/recommendations/{shown["decisionId"]}/feedback", self, new { offer = (string)shown["items"]![0]!["offer"]!, outcome = "clicked" });
        var filed = JsonNode.Parse(await Send(HttpMethod.Post, $"{path}/rights", self, new { right = "access", regime = "gdpr", details = "all of it" }))!;
        return await Send(HttpMethod.Get, $"{path}/rights/{filed["requestId"]}/export", self);

        async Task<string> Send(HttpMethod method, string target, global::System.Net.Http.Headers.AuthenticationHeaderValue caller, object? body = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(target, UriKind.Relative));
            request.Headers.Authorization = caller;
            request.Headers.Add("Processing-Purpose", "servicing");
            request.Headers.Accept.ParseAdd(target.EndsWith("/export", StringComparison.Ordinal) ? "text/html" : "application/json");
            request.Content = body switch { null => null, string text => new StringContent(text, null, "application/json"), _ => JsonContent.Create(body) };
            using var answer = await platform.Http.SendAsync(request);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{target}: {(int)answer.StatusCode} {said}");
            return said;
        }
    }
}
