using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tests.Api.OpenApi;

/// <summary>An operation of the document.</summary>
internal sealed record Operation(string Method, string Path, JsonElement Described)
{
    private static Task<List<Operation>>? known;

    /// <summary>The example of its body; null where it takes none.</summary>
    public string? Example => Described.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").EnumerateObject().First().Value.GetProperty("example").GetRawText() : null;

    /// <summary>The media type of its body.</summary>
    public string? BodyType => Described.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Name : null;

    /// <summary>Whether it may not go without a body.</summary>
    public bool NeedsBody => Described.TryGetProperty("requestBody", out var body) && body.TryGetProperty("required", out var required) && required.GetBoolean();

    /// <summary>Whether it is about one customer.</summary>
    public bool IsCustomers => Path.StartsWith("/v1/customers/{id}", StringComparison.Ordinal);

    /// <summary>Method and path, the names of parameters left out.</summary>
    public string Shape => $"{Method} {Contract.Shape(Path)}";

    /// <summary>The operations of the document, read once.</summary>
    public static Task<List<Operation>> Of(Platform platform) => known ??= Read(platform);

    public IEnumerable<string> Parameters(string place) => Described.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Where(p => p.Text("in") == place).Select(p => p.Text("name")!) : [];

    /// <summary>Its path for a customer, its other parameters filled with a text; where that is null with one that may do.</summary>
    public string PathFor(string id, string? text = null)
    {
        var path = new StringBuilder(Path.Replace("{id}", IsCustomers ? id : text ?? "x", StringComparison.Ordinal));
        foreach (var name in Parameters("path"))
        {
            path.Replace($"{{{name}}}", text ?? (name switch { "purpose" => "advice", "shard" => "0", _ => "x" }));
        }

        return path.ToString();
    }

    /// <summary>Whether a path is one of its own, by what its parameters may be.</summary>
    public bool IsAlsoAt(string path) => Regex.IsMatch(path, $"^{Regex.Replace(Path, @"\{[^}]*\}", "[^/]+")}$");

    /// <summary>Sends it.</summary>
    public Task<Answer> Send(ApiClient caller, string target, string? body) =>
        caller.Send(new HttpMethod(Method), target, body is null ? null : ApiClient.Body(body, BodyType!));

    public override string ToString() => $"{Method} {Path}";

    private static async Task<List<Operation>> Read(Platform platform) =>
    [
        .. (await platform.Anonymous.Get("/openapi/v1.json")).Ok().GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value))),
    ];
}
