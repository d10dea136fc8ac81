using System.Text;
using System.Text.Json.Nodes;

namespace Tests.Api.OpenApi;

/// <summary>Bodies that are one step from an example: in each member, wherever it stands, everything that can be wrong with one.</summary>
internal static class BodyFaults
{
    private const string Mark = "\"@mark@\"";

    /// <summary>Whole bodies that are wrong, whatever they are sent to.</summary>
    public static IReadOnlyList<string> Whole { get; } =
    [
        "", " ", "null", "true", "0", "-0", "1e400", "\"x\"", "[]", "[[]]", "{", "}", "{]", "\u0000", "\uFEFF{}", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{\"\\ud800\":1}", "{'a':1}", "{}{}", "{\"a\":1,}", "// x\n{}",
        new string('[', 5000), Deep(40), Deep(5000), new string(' ', 100_000),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999", "\"\"", "\" \"", "\"x\"", "\"2026-02-30\"", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"x\":{}}", "\"\\u0000\"", "\"a\\u001fb\"", "\"\\u007f\\u0085\"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"💣\u202Ee\u0301\uFEFF\"", "\"<script>'; --\"", $"\"{new string('y', 70_000)}\"", new string('9', 400), $"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]", $"{{{Deep(40)[1..]}",
    ];

    /// <summary>An example with one member missing, unknown, or worth something else.</summary>
    public static IEnumerable<string> ValuesOf(string example)
    {
        foreach (var path in Members(JsonNode.Parse(example)!))
        {
            yield return Changed(example, path, (parent, name) => parent.Remove(name)).ToJsonString();
            yield return Changed(example, path, (parent, _) => parent["unknownMember"] = 1).ToJsonString();
            foreach (var value in Values)
            {
                yield return Changed(example, path, (parent, name) => parent[name] = "@mark@").ToJsonString().Replace(Mark, value, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>An example with one member said twice, the second time as it is or escaped: never to be accepted.</summary>
    public static IEnumerable<string> Twice(string example)
    {
        foreach (var path in Members(JsonNode.Parse(example)!))
        {
            var value = path.Aggregate(JsonNode.Parse(example)!, Step).ToJsonString();
            var name = (string)path[^1];
            foreach (var again in (string[])[name, $"\\u{(int)name[0]:x4}{name[1..]}"])
            {
                yield return Changed(example, path, (parent, member) => parent[member] = "@mark@").ToJsonString().Replace(Mark, $"{value},\"{again}\":{value}", StringComparison.Ordinal);
            }
        }
    }

    private static string Deep(int levels) => new StringBuilder("{\"x\":").Append('[', levels).Append(']', levels).Append('}').ToString();

    /// <summary>The paths of all members, of a list's those of its first item.</summary>
    private static IEnumerable<object[]> Members(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(m => Members(m.Value!).Select(below => (object[])[m.Key, .. below]).Prepend([m.Key])),
        JsonArray { Count: > 0 } items => Members(items[0]!).Select(below => (object[])[0, .. below]),
        _ => [],
    };

    private static JsonNode Changed(string example, object[] path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(example)!;
        change(path[..^1].Aggregate(root, Step).AsObject(), (string)path[^1]);
        return root;
    }

    private static JsonNode Step(JsonNode node, object step) => step is int at ? node[at]! : node[(string)step] ?? JsonValue.Create("null")!;
}
