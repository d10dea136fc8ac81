using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tests.Api;

/// <summary>One who calls: a token, and headers that go with every call.</summary>
public sealed class ApiClient(HttpClient http, string? token, params (string Name, string Value)[] headers)
{
    public string? Token => token;

    /// <summary>The same with a header more.</summary>
    public ApiClient With(string name, string value) => new(http, token, [.. headers, (name, value)]);

    /// <summary>The same with a header instead of what it was.</summary>
    public ApiClient Instead(string name, string? value) =>
        new(http, token, [.. headers.Where(h => h.Name != name), .. value is null ? [] : new[] { (name, value) }]);

    /// <summary>The same under another purpose; null states none.</summary>
    public ApiClient For(string? purpose) => Instead("Processing-Purpose", purpose);

    /// <summary>The same with an idempotency key.</summary>
    public ApiClient Once(Guid key) => Instead("Idempotency-Key", key.ToString());

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, Body(body));

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body is null ? null : Body(body));

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<Answer> Patch(string path, object body, string type = "application/merge-patch+json") => Send(HttpMethod.Patch, path, Body(body, type));

    /// <summary>Sends lines to the import.</summary>
    public Task<Answer> Import(params object[] lines) =>
        Send(HttpMethod.Post, "/v1/import", Body(string.Join('\n', lines.Select(line => line as string ?? JsonSerializer.Serialize(line))), "application/x-ndjson"));

    /// <summary>Sends any request.</summary>
    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        var received = response.Headers.Concat(response.Content.Headers).Concat(response.TrailingHeaders)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, received, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A body: text is sent as it is, anything else as JSON.</summary>
    public static HttpContent Body(object body, string type = "application/json") => body switch
    {
        HttpContent content => content,
        byte[] bytes => Typed(new ByteArrayContent(bytes), type),
        _ => Typed(new ByteArrayContent(Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body))), type),
    };

    private static ByteArrayContent Typed(ByteArrayContent content, string type)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
