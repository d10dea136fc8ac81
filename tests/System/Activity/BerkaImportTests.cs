using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tests.Datasets;
using Tests.System.Processes;
using Xunit.Abstractions;

namespace Tests.System.Activity;

/// <summary>The main job on real input: a Czech bank's clients and transactions, imported over HTTP into an empty platform, twice.</summary>
/// <param name="output">Shows the import's progress as it comes.</param>
public sealed class BerkaImportTests(ITestOutputHelper output)
{
    private static readonly Uri ImportRoute = new("/v1/import", UriKind.Relative);

    [SkippableFact, Trait("Data", "berka")]
    public async Task The_Czech_bank_is_imported_whole_and_a_second_time_nothing_is_folded_twice()
    {
        var folder = SharedData.Folder("berka");
        Skip.If(folder is null, "the data set berka is not on this machine");
        var bank = Berka.Read(folder);
        Assert.Equal((4307, 3602, 39_333), (bank.Clients, bank.Accounts, bank.Transactions));
        var busiest = bank.ByTransactions.Take(20).ToList();

        await using var platform = await EmbeddedPlatform.Start();
        var frontend = await platform.Token(("grant_type", "client_credentials"), ("client_id", "frontend"), ("client_secret", "demo"));

        var first = await Import(platform, frontend, bank);
        Assert.Equal(new Summary(4307, 39_333, 0, 0, 0, 0), first);
        var windows = await Windows(platform, busiest);
        Assert.All(windows, window => Assert.NotEqual("[]", window));

        var second = await Import(platform, frontend, bank);
        Assert.Equal((4307, 0, 39_333, 0), (second.Customers, second.Transactions, second.Duplicates + second.Rejected, second.Errors));
        Assert.Equal(windows, await Windows(platform, busiest));
    }

    private async Task<Summary> Import(EmbeddedPlatform platform, AuthenticationHeaderValue frontend, Berka bank)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, ImportRoute) { Content = new LinesContent(bank.Lines()) };
        request.Headers.Authorization = frontend;
        request.Headers.Add("Processing-Purpose", "servicing");
        using var answer = await platform.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var last = string.Empty;
        while (await lines.ReadLineAsync() is { } line)
        {
            last = line;
            output.WriteLine(line.Length < 300 ? line : line[..300]);
        }

        output.WriteLine($"imported in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s");
        return JsonDocument.Parse(last).RootElement.GetProperty("summary").Deserialize<Summary>(JsonSerializerOptions.Web)!;
    }

    /// <summary>The raw transactions that the platform still holds, as their owners see them.</summary>
    private static async Task<List<string>> Windows(EmbeddedPlatform platform, List<string> owners)
    {
        var windows = new List<string>();
        foreach (var owner in owners)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v1/customers/{owner}/transactions?limit=500", UriKind.Relative));
            request.Headers.Authorization = await platform.Token(("grant_type", "password"), ("client_id", "demo-app"), ("username", owner), ("password", "demo"));
            using var answer = await platform.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            windows.Add(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("transactions").GetRawText());
        }

        return windows;
    }

    private sealed record Summary(long Customers, long Transactions, long Duplicates, long Rejected, long Consents, long Errors);

    /// <summary>Sends the lines as they are made: the file never exists as a whole.</summary>
    private sealed class LinesContent : HttpContent
    {
        private static readonly byte[] Newline = [(byte)'\n'];
        private readonly IEnumerable<byte[]> lines;

        public LinesContent(IEnumerable<byte[]> lines)
        {
            this.lines = lines;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var line in lines)
            {
                await stream.WriteAsync(line);
                await stream.WriteAsync(Newline);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
