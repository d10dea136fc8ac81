using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tests.System.Processes;

namespace Tests.System.Activity;

/// <summary>What an import does with clients and files that do not behave.</summary>
/// <param name="shared">One platform for all of them.</param>
public sealed class ImportStreamTests(ImportStreamTests.Shared shared) : IClassFixture<ImportStreamTests.Shared>
{
    private const string Good = """{"customer":{"id":"stream-1","attributes":{"givenName":"Ada"}}}""";
    private readonly EmbeddedPlatform platform = shared.Platform;

    [Fact]
    public async Task Progress_comes_while_the_client_is_still_sending()
    {
        using var import = await RawImport.Begin(platform);
        await import.Send(Good + "\n");
        await import.ReadUntil("""{"progress":{"line":1,"customers":1,"transactions":0}}""");
        await import.Send(Good);
        await import.End();
        Assert.Contains("""{"summary":{"customers":2,"transactions":0,"duplicates":0,"rejected":0,"consents":0,"errors":0}}""", await import.ReadUntil("summary\":{\"customers\":2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_may_send_everything_before_it_reads()
    {
        using var import = await RawImport.Begin(platform);
        var bad = string.Concat(Enumerable.Repeat("nonsense\n", 5000));
        for (var i = 0; i < 20; i++)
        {
            await import.Send(bad);
        }

        await import.Send(Good);
        await import.End();
        var answer = await import.ReadUntil("\"summary\"");
        // A chunk of the transfer may end anywhere, in the middle of a line too.
        var lines = global::System.Text.RegularExpressions.Regex.Replace(answer, "\r\n[0-9A-Fa-f]+\r\n", string.Empty);
        Assert.Contains("""{"error":{"line":100000,"code":"malformed-request",""", lines, StringComparison.Ordinal);
        Assert.Contains("\"errors\":100000}", await import.ReadUntil("\"errors\":100000}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_too_large_and_the_next_one_is_fine()
    {
        var summary = await Import($"{new string('x', 10_000_000)}\n{Good}\n");
        Assert.Contains("""{"error":{"line":1,"code":"too-large",""", summary, StringComparison.Ordinal);
        Assert.Contains("""{"summary":{"customers":1,"transactions":0,"duplicates":0,"rejected":0,"consents":0,"errors":1}}""", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_off_in_a_line_keeps_what_came_before_and_says_where()
    {
        var cut = await Import(Good + "\n" + Good[..20]);
        Assert.Contains("""{"error":{"line":2,"code":"malformed-request",""", cut, StringComparison.Ordinal);
        Assert.Contains("\"customers\":1,", cut, StringComparison.Ordinal);

        using var broken = await RawImport.Begin(platform);
        await broken.Send(Good + "\n" + Good[..20]);
        await broken.ReadUntil("\"line\":1,");
        await broken.SendRaw("no chunk\r\n");
        Assert.Contains("""{"error":{"line":2,"code":"malformed-request",""", await broken.ReadUntil("\"summary\""), StringComparison.Ordinal);
        Assert.Contains("\"customers\":1,", broken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_troubles_nobody_else()
    {
        using (var import = await RawImport.Begin(platform))
        {
            await import.Send(Good + "\n" + Good[..20]);
            await import.ReadUntil("\"line\":1,");
            await import.SendRaw("ffff\r\nthe chunk never ends");
        }

        Assert.Contains("\"customers\":1,", await Import(Good), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("officer", "servicing", "application/x-ndjson", 403, "role-not-allowed")]
    [InlineData("frontend", null, "application/x-ndjson", 403, "purpose-missing")]
    [InlineData("frontend", "advice", "application/x-ndjson", 403, "purpose-not-allowed")]
    [InlineData("officer", "servicing", "application/json", 403, "role-not-allowed")]
    [InlineData("frontend", "servicing", "application/json", 415, "unsupported-media-type")]
    public async Task Who_may_not_import_hears_it_as_a_problem_before_anything_is_done(string client, string? purpose, string type, int status, string code)
    {
        using var request = await Request(client, purpose, "nonsense", type);
        using var answer = await platform.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }

    private async Task<string> Import(string file)
    {
        using var request = await Request("frontend", "servicing", file, "application/x-ndjson; charset=utf-8");
        using var answer = await platform.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpRequestMessage> Request(string client, string? purpose, string file, string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/import", UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Authorization = await platform.Token(("grant_type", "client_credentials"), ("client_id", client), ("client_secret", "demo"));
        if (purpose is not null)
        {
            request.Headers.Add("Processing-Purpose", purpose);
        }

        return request;
    }

    public sealed class Shared : IAsyncLifetime
    {
        public EmbeddedPlatform Platform { get; private set; } = null!;

        public async Task InitializeAsync() => Platform = await EmbeddedPlatform.Start();

        public async Task DisposeAsync() => await Platform.DisposeAsync();
    }
}
