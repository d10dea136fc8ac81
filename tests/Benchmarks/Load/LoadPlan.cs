using System.Text;
using System.Text.Json;

namespace Tests.Benchmarks.Load;

/// <summary>What a loader sends, over and over or each once, and to whom. Travels to the loader's process as a JSON file.</summary>
/// <param name="Target">The server, e.g. <c>http://127.0.0.1:5080</c>.</param>
/// <param name="Requests">The requests, taken in turn.</param>
internal sealed record LoadPlan(Uri Target, IReadOnlyList<LoadRequest> Requests)
{
    /// <summary>Reads a plan.</summary>
    public static LoadPlan Read(string path) =>
        JsonSerializer.Deserialize<LoadPlan>(File.ReadAllBytes(path)) ?? throw new InvalidDataException($"{path} holds no plan.");

    /// <summary>Writes the plan.</summary>
    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this));
}

/// <summary>One request.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path and query.</param>
/// <param name="Headers">The headers, but for Host and Content-Length.</param>
/// <param name="Body">JSON in ASCII; null where there is none. <see cref="Sequence"/> stands for a number that never comes again.</param>
internal sealed record LoadRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body = null)
{
    /// <summary>Twelve characters that each sending replaces by the next number, in twelve digits.</summary>
    public const string Sequence = "##SEQUENCE##";

    /// <summary>The request as HTTP/1.1 sends it.</summary>
    public string ToText(Uri target)
    {
        var text = new StringBuilder($"{Method} {Path} HTTP/1.1\r\nHost: {target.Authority}\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Body is null ? text.Append("\r\n").ToString() : text.Append($"Content-Length: {Body.Length}\r\n\r\n{Body}").ToString();
    }
}
