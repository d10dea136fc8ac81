using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Silo.Storage;

/// <summary>One numbered script of a store.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Text">The statements.</param>
internal sealed record SchemaScript(int Number, string Name, string Text)
{
    /// <summary>SHA-256 of the text, in hex.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The scripts that this assembly carries for a store, in order.</summary>
    /// <param name="store">The store.</param>
    /// <returns>The scripts.</returns>
    public static IReadOnlyList<SchemaScript> Of(Store store) => Of(store.Dialect, store.Name);

    /// <summary>The number of the newest script that this assembly carries for a store.</summary>
    /// <param name="dialect">The kind of database.</param>
    /// <param name="store">The store's name.</param>
    /// <returns>From 1.</returns>
    public static int Newest(StoreDialect dialect, string store) => Of(dialect, store)[^1].Number;

    private static IReadOnlyList<SchemaScript> Of(StoreDialect dialect, string store)
    {
        var assembly = typeof(SchemaScript).Assembly;
        var folder = $"Silo.Storage.Sql.{dialect.Name}.{store}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(folder, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(resource => Read(assembly, resource, resource[folder.Length..^".sql".Length]))];
    }

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);

        // A checkout with other line endings is the same script.
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new SchemaScript(int.Parse(name.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture), name, text);
    }
}
