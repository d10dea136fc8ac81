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

    public void Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        typeof(CatalogueOptions).GetProperty(char.ToUpperInvariant(file[0]) + file[1..^".json".Length])!.SetValue(Options, PathOf(file));
    }

    public string PathOf(string file) => Path.Combine(folder, file);

    public CatalogueFault[] Faults() => [.. Assert.Throws<CatalogueFaultException>(() => Catalogue.Load(Options)).Faults];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
