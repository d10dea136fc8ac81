using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Tests.System.Processes;

/// <summary>What came back over HTTP.</summary>
public sealed record Answer(int Status, JsonNode? Body, string? ETag)
{
    public string? Code => Body?["code"]?.GetValue<string>();

    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>A front end of the bank, a customer or any other caller, over HTTP.</summary>
public sealed class Front(Deployment cluster, string token, string? purpose = null) : IDisposable
{
    private const string Purposes = "servicing personalised-offers financial-insights advice ui-personalisation";
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The bank's front end, for a purpose.</summary>
    public static Front End(Deployment cluster, string purpose = "servicing") => new(cluster, cluster.Issuer.Token("frontend", purposes: Purposes), purpose);

    /// <summary>A customer on their own record.</summary>
    public static Front Customer(Deployment cluster, string id) => new(cluster, cluster.Issuer.Token("customer", id));

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Answer> Put(string path, object body, Guid? key = null) => Send(HttpMethod.Put, path, body, key);

    public Task<Answer> Post(string path, object? body = null, Guid? key = null) => Send(HttpMethod.Post, path, body, key);

    public Task<Answer> Delete(string path, Guid? key = null) => Send(HttpMethod.Delete, path, null, key);

    public Task<Answer> Patch(string path, object body, Guid? key = null, string? ifMatch = null) => Send(HttpMethod.Patch, path, body, key, ifMatch);

    /// <summary>Sends a request.</summary>
    /// <exception cref="HttpRequestException">No answer: the outcome is unknown.</exception>
    public async Task<Answer> Send(HttpMethod method, string path, object? body = null, Guid? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(cluster.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (purpose is not null)
        {
            request.Headers.Add("Processing-Purpose", purpose);
        }

        if (key is { } operation)
        {
            request.Headers.Add("Idempotency-Key", operation.ToString("D"));
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (body is not null)
        {
            request.Content = new StringContent(
                body as string ?? global::System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8,
                method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true;
        return new Answer((int)answer.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, answer.Headers.ETag?.ToString());
    }

    public void Dispose() => http.Dispose();
}
