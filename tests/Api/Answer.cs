using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tests.Api;

/// <summary>What came back: everything of it, read.</summary>
public sealed class Answer(int status, IReadOnlyDictionary<string, string> headers, string text)
{
    private static Regex TraceId { get; } = new("\"traceId\":\"[0-9a-f]{32}\"");

    public int Status => status;

    public string Text => text;

    /// <summary>The headers; several of a name are joined.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The media type; empty where there is no content.</summary>
    public string Type => Header("Content-Type")?.Split(';')[0] ?? string.Empty;

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(text);

    /// <summary>A problem's code; null where it is none.</summary>
    public string? Code => Type == "application/problem+json" ? Json.Text("code") : null;

    /// <summary>A header; several of a name are joined.</summary>
    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>Asserts a success, and gives the body.</summary>
    public JsonElement Ok(int expected = 200)
    {
        Assert.True(status == expected, $"{expected} was expected, {status} came: {text}");
        return text.Length == 0 ? default : Json;
    }

    /// <summary>Asserts a problem of the contract, with every member that one has, and gives it.</summary>
    public JsonElement Problem(int expected, string code)
    {
        Assert.True(status == expected && Code == code, $"{expected} {code} was expected, {status} came: {text}");
        return WholeProblem();
    }

    /// <summary>Asserts that a problem has all members, whatever it is.</summary>
    public JsonElement WholeProblem()
    {
        Assert.True(Type == "application/problem+json", $"A problem was expected, {status} {Type} came: {text}");
        var problem = Json;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.All(["type", "title", "detail", "code", "traceId"], member => Assert.NotEmpty(problem.Text(member)!));
        Assert.Equal(status == 401, Header("WWW-Authenticate") is not null);
        Assert.Equal(status is 429 or 503, Header("Retry-After") is not null);
        Assert.Equal(status == 403 && Code == "consent-required", problem.TryGetProperty("purpose", out _));
        return problem;
    }

    /// <summary>All that an answer tells a caller: status, headers and body, but for what names the exchange itself.</summary>
    public string Told => string.Join('\n', headers.Where(static h => h.Key is not ("Date" or "traceparent" or "tracestate"))
        .OrderBy(static h => h.Key, StringComparer.OrdinalIgnoreCase).Select(static h => $"{h.Key}: {h.Value}")
        .Prepend($"{status}").Append(TraceId.Replace(text, string.Empty)));

    /// <summary>The pointers of a 422.</summary>
    public string Pointers => string.Join(' ', Json.GetProperty("errors").EnumerateArray().Select(e => e.Text("pointer")));
}

/// <summary>Reading JSON in fewer words.</summary>
public static class JsonReading
{
    /// <summary>A member that is text.</summary>
    public static string? Text(this JsonElement element, string member) => element.GetProperty(member).GetString();

    /// <summary>The names of an object's members, in order.</summary>
    public static string Members(this JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));

    /// <summary>A list's items.</summary>
    public static JsonElement[] Items(this JsonElement element, string member) => [.. element.GetProperty(member).EnumerateArray()];

    /// <summary>Whether it is an instant of RFC 3339 in UTC, written with Z.</summary>
    public static bool IsInstant(this JsonElement element) =>
        element.GetString() is { } text && text.EndsWith('Z') && text[10] == 'T' && element.TryGetDateTimeOffset(out _);
}
