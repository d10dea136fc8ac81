using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tests.Benchmarks.Platform;

/// <summary>Speaks to the platform as a bank's systems would, outside what is measured: tokens and imports.</summary>
internal sealed class PlatformClient(Uri issuer) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(30) };

    /// <summary>A token of the bank's front end.</summary>
    public Task<string> FrontendToken() =>
        Token(new() { ["grant_type"] = "client_credentials", ["client_id"] = "frontend", ["client_secret"] = "demo" });

    /// <summary>A token of a customer.</summary>
    public Task<string> CustomerToken(string id) =>
        Token(new() { ["grant_type"] = "password", ["client_id"] = "demo-app", ["username"] = id, ["password"] = "demo" });

    /// <summary>Imports lines and waits until all are durable.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="lines">NDJSON.</param>
    /// <returns>How long it took, and the summary.</returns>
    /// <exception cref="InvalidDataException">A line was refused.</exception>
    public async Task<(TimeSpan Time, JsonElement Summary)> Import(Uri platform, IEnumerable<string> lines)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(platform, "/v1/import")) { Content = new LinesContent(lines) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await FrontendToken());
        request.Headers.Add("Processing-Purpose", "servicing");
        var startedAt = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            var said = JsonElement.Parse(line);
            if (said.TryGetProperty("summary", out var summary))
            {
                return (Stopwatch.GetElapsedTime(startedAt), summary);
            }

            if (!said.TryGetProperty("progress", out _))
            {
                throw new InvalidDataException(line);
            }
        }

        throw new InvalidDataException($"The import ended without a summary: {answer.StatusCode}.");
    }

    /// <summary>Sends one request and hands back the body of its answer.</summary>
    /// <exception cref="InvalidDataException">It was not answered with 200.</exception>
    public async Task<JsonElement> Send(Uri target, Load.LoadRequest sent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(sent.Method), new Uri(target, sent.Path));
        request.Content = sent.Body is null ? null : new StringContent(sent.Body, Encoding.ASCII, "application/json");
        foreach (var (name, value) in sent.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.OK ? JsonElement.Parse(text) : throw new InvalidDataException($"{sent.Path}: {answer.StatusCode} {text}");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<string> Token(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri(issuer, "/connect/token"), content);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Streams lines, so that no file need be made of them.</summary>
    private sealed class LinesContent : HttpContent
    {
        private readonly IEnumerable<string> lines;

        public LinesContent(IEnumerable<string> lines)
        {
            this.lines = lines;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
            foreach (var line in lines)
            {
                await writer.WriteLineAsync(line);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
