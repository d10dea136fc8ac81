using System.Text.Json.Nodes;
using Grains.Catalog;

namespace Tests.Unit.Catalog;

/// <summary>Catalogue files of a bank: the shipped ones with changes, in a folder of their own.</summary>
internal sealed class DeclaredFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("catalogue").FullName;

    public CatalogueOptions Options { get; } = new();

    public static string Shipped(string file)
    {
        using var reader = new StreamReader(typeof(Catalogue).Assembly.GetManifestResourceStream($"Grains.Catalog.{file}")!);
        return reader.ReadToEnd();
    }

    /// <summary>Replaces the first occurrence of a text; answers the line it stood on, from 1.</summary>
    public int Change(string file, string from, string to)
    {
        var text = File.Exists(PathOf(file)) ? File.ReadAllText(PathOf(file)) : Shipped(file);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold {from}");
        Write(file, text[..at] + to + text[(at + from.Length)..]);
        return text.AsSpan(0, at).Count('\n') + 1;
    }

    /// <summary>Adds a further version to a purpose's notices: the last one again, with changes.</summary>
    public void AddNotice(string purpose, string version, string validFrom, Action<JsonNode>? change = null) => Edit(purpose, declared =>
    {
        var notices = declared["notices"]!.AsArray();
        var added = notices[^1]!.DeepClone();
        (added["version"], added["validFrom"]) = (version, validFrom);
        change?.Invoke(added);
        notices.Add(added);
    });

    /// <summary>Takes a purpose's notices away, with another member in their place.</summary>
    public void WithoutNotices(string purpose, string? instead = null) => Edit(purpose, declared =>
    {
        declared.Remove("notices");
        foreach (var (name, value) in JsonNode.Parse($$"""{ {{instead}} }""")!.AsObject())
        {
            declared[name] = value?.DeepClone();
        }
    });

    /// <summary>Changes a purpose's declaration.</summary>
    public void Edit(string purpose, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(File.Exists(PathOf("purposes.json")) ? File.ReadAllText(PathOf("purposes.json")) : Shipped("purposes.json"))!;
        change(root["purposes"]!.AsArray().Single(p => (string?)p!["id"] == purpose)!.AsObject());
        Write("purposes.json", root.ToJsonString(new() { WriteIndented = true }));
    }

    public void Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        typeof(CatalogueOptions).GetProperty(char.ToUpperInvariant(file[0]) + file[1..^".json".Length])!.SetValue(Options, PathOf(file));
    }

    public string PathOf(string file) => Path.Combine(folder, file);

    public CatalogueFault[] Faults() => [.. Assert.Throws<CatalogueFaultException>(() => Catalogue.Load(Options)).Faults];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
