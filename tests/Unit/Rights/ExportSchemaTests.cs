using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiHost;
using ApiHost.Rights;
using Grains.Interfaces.Rights;
using NJsonSchema;

namespace Tests.Unit.Rights;

/// <summary>The published schema describes what is answered, whole.</summary>
public sealed class ExportSchemaTests
{
    private static readonly string Text = Encoding.UTF8.GetString(ExportSchema.Utf8);

    [Theory]
    [InlineData("access")]
    [InlineData("portability")]
    public async Task An_export_is_valid(string right)
    {
        var schema = await JsonSchema.FromJsonAsync(Text);
        Assert.Empty(schema.Validate(JsonSerializer.Serialize(Exports.Of(Exports.Full(right)), ApiJson.Default.CustomerExport)));
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("profile.version")]
    [InlineData("subject.pseudonym")]
    [InlineData("consents.history")]
    public async Task An_export_that_lacks_something_or_says_more_is_not(string path)
    {
        var schema = await JsonSchema.FromJsonAsync(Text);
        var steps = path.Split('.');
        foreach (var change in (Action<JsonObject>[])[o => o.Remove(steps[^1]), o => o["more"] = 1, o => o[steps[^1]] = JsonNode.Parse("[[1]]")])
        {
            var export = JsonNode.Parse(Exports.Json(Exports.Of(Exports.Full())).GetRawText())!.AsObject();
            change(steps[..^1].Aggregate(export, (at, step) => at[step]!.AsObject()));
            Assert.NotEmpty(schema.Validate(export.ToJsonString()));
        }
    }

    [Fact]
    public void It_names_every_member_and_no_other()
    {
        var schema = JsonNode.Parse(Text)!;
        Assert.Equal(CustomerExport.Form, (string?)schema["$id"]);
        var types = new Dictionary<string, JsonNode> { [nameof(CustomerExport)] = schema };
        foreach (var (name, definition) in schema["definitions"]!.AsObject())
        {
            types[name] = definition!;
        }

        var info = ApiJson.Default.CustomerExport.Options;
        foreach (var (name, definition) in types)
        {
            var type = typeof(CustomerExport).Assembly.GetTypes().Single(t => t.Name == name);
            Assert.Equal(info.GetTypeInfo(type).Properties.Select(p => p.Name).Order(), definition["properties"]!.AsObject().Select(p => p.Key).Order());
            Assert.All(definition["properties"]!.AsObject(), p => Assert.NotEmpty((string)p.Value!["description"]!));
        }
    }
}
