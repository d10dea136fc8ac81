using System.Text.Json;
using Orleans;

namespace Tests.Unit.Rights;

/// <summary>The export compared with the inventory of what is stored: nothing is left out but what says why.</summary>
public sealed class ExportCompleteTests
{
    [Fact]
    public void Every_stored_member_is_exported_or_exempt_for_a_reason()
    {
        var stored = ExportInventory.Members(ExportInventory.Roots, ExportMapping.Exempt.ContainsKey);
        var known = ExportMapping.Paths.Keys.Concat(ExportMapping.Exempt.Keys).ToList();

        Assert.Empty(stored.Except(known));
        Assert.Empty(known.Except(stored));
        Assert.Empty(ExportMapping.Paths.Keys.Intersect(ExportMapping.Exempt.Keys));
        Assert.True(stored.Count > 100, $"{stored.Count}");
    }

    [Fact]
    public void A_member_that_nobody_has_mapped_is_found()
    {
        var stored = ExportInventory.Members([typeof(Grown)], ExportMapping.Exempt.ContainsKey);

        Assert.Equal(["Grown.Mood"], stored.Except(ExportMapping.Paths.Keys));
    }

    [Fact]
    public void Every_path_leads_to_something_in_the_export_of_a_customer_of_whom_everything_is_held()
    {
        var export = Exports.Json(Exports.Of(Exports.Full()));

        Assert.All(ExportMapping.Paths, mapped => Assert.True(Found(export, mapped.Value), $"{mapped.Key}: {mapped.Value}"));
    }

    private static bool Found(JsonElement element, string path) => At(element, path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.')).Any(found =>
        found.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && !(found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == 0));

    private static IEnumerable<JsonElement> At(JsonElement element, ReadOnlyMemory<string> path) => path.IsEmpty ? [element] : path.Span[0] switch
    {
        "[]" => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(item => At(item, path[1..])) : [],
        "*" => element.EnumerateObject().SelectMany(member => At(member.Value, path[1..])),
        var name => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? At(value, path[1..]) : [],
    };

    /// <summary>Stands for a record that was given a member.</summary>
    [GenerateSerializer]
    internal sealed record Grown([property: Id(0)] string Mood)
    {
        public bool IsComputed => true;
    }
}
