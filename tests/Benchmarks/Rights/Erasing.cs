using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tests.Benchmarks.Platform;

namespace Tests.Benchmarks.Rights;

/// <summary>Customers of a platform who ask to be forgotten, over HTTP.</summary>
/// <param name="platform">The platform.</param>
/// <param name="issuer">Whose tokens it takes.</param>
internal sealed class Erasing(Uri platform, Uri issuer) : IDisposable
{
    private const int WarmUp = 10;
    private static readonly TimeSpan Closely = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Loosely = TimeSpan.FromMilliseconds(100); // as an app would look, so that it is the erasures that are measured
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(10);
    private readonly PlatformClient client = new(issuer);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = platform };
    private readonly ConcurrentDictionary<string, Task<string>> tokens = new();

    /// <summary>Makes customers with a profile, a consent and their transactions.</summary>
    public Task Import(int customers) => client.Import(platform, BankCustomers.Lines(0, customers));

    /// <summary>Erases the first customers one after the other, each awake.</summary>
    /// <returns>Frozen, without a key, certified; p50 / p99 in ms.</returns>
    public async Task<string> OneByOne(int customers)
    {
        var (frozen, keyless, certified) = (new Times(), new Times(), new Times());
        for (var customer = 0; customer < customers; customer++)
        {
            if (customer == WarmUp)
            {
                (frozen, keyless, certified) = (new Times(), new Times(), new Times());
            }

            await Read(customer);
            await Erase(customer, Closely, frozen, keyless, certified);
        }

        return $"{frozen} | {keyless} | {certified}";
    }

    /// <summary>Erases many at once while others are read, each a hundred times a second.</summary>
    /// <returns>Erasures a second, and the p99 of the reads before and meanwhile in ms.</returns>
    public async Task<string> Sustained(int first, int end, int atOnce, int readers)
    {
        await Parallel.ForAsync(first, end + readers, async (customer, _) => await Token(BankCustomers.Id(customer)));
        var (before, meanwhile) = (new Times(), new Times());
        await Reading(before, end, readers, Task.Delay(TimeSpan.FromSeconds(3)));
        var from = Stopwatch.GetTimestamp();
        var nothing = new Times();
        var erasing = Parallel.ForAsync(first, end, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (customer, _) => await Erase(customer, Loosely, nothing, nothing, nothing));
        await Reading(meanwhile, end, readers, erasing);
        return $"{(end - first) / Stopwatch.GetElapsedTime(from).TotalSeconds:0} | {before.At(99):0.0} → {meanwhile.At(99):0.0}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    private Task Reading(Times times, int first, int readers, Task until) => Task.WhenAll(Enumerable.Range(first, readers).Select(async customer =>
    {
        using var tick = new PeriodicTimer(BetweenReads);
        while (!until.IsCompleted && await tick.WaitForNextTickAsync())
        {
            await times.Of(() => Read(customer));
        }

        await until;
    }));

    private async Task Read(int customer) => await Send(HttpMethod.Get, customer, "profile", null);

    private async Task Erase(int customer, TimeSpan poll, Times frozen, Times keyless, Times certified)
    {
        var from = Stopwatch.GetTimestamp();
        JsonElement request = default;
        await frozen.Of(async () => request = await Send(HttpMethod.Post, customer, "rights", new { right = "erasure", regime = "gdpr" }));
        var id = request.GetProperty("requestId").GetString();
        using var tick = new PeriodicTimer(poll);
        while (StepAt(request, "certificate") is null && await tick.WaitForNextTickAsync())
        {
            request = await Send(HttpMethod.Get, customer, $"rights/{id}", null);
        }

        certified.Add(Stopwatch.GetElapsedTime(from));
        keyless.Add(StepAt(request, "destroy-key")!.Value - request.GetProperty("receivedAt").GetDateTimeOffset());
    }

    private static DateTimeOffset? StepAt(JsonElement request, string name) =>
        request.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("step").GetString() == name)
            .Select(static step => (DateTimeOffset?)step.GetProperty("at").GetDateTimeOffset()).FirstOrDefault();

    private async Task<JsonElement> Send(HttpMethod method, int customer, string path, object? body)
    {
        var id = BankCustomers.Id(customer);
        using var request = new HttpRequestMessage(method, $"/v1/customers/{id}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(id));
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidDataException($"{method} {path}: {answer.StatusCode} {text}");
    }

    private Task<string> Token(string id) => tokens.GetOrAdd(id, client.CustomerToken);
}
