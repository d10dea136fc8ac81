using System.Text.Json;

namespace Grains.Catalog;

/// <summary>Opens one catalogue file: the bank's where it names one, else the one shipped inside this assembly.</summary>
internal static class CatalogueFile
{
    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">What it declares.</typeparam>
    /// <param name="shipped">The shipped file's name.</param>
    /// <param name="path">The bank's file; null or empty for the shipped one.</param>
    /// <param name="all">Takes the faults.</param>
    /// <param name="read">Reads the root object.</param>
    /// <returns>What it declares; null where the file could not be read at all.</returns>
    public static T? Read<T>(string shipped, string? path, List<CatalogueFault> all, Func<DeclarationReader, T> read)
        where T : class
    {
        var faults = new FileFaults(string.IsNullOrEmpty(path) ? shipped : path, all);
        if (Bytes(shipped, path, faults) is not { } bytes || LinedJson.Parse(bytes, faults) is not { } root)
        {
            return null;
        }

        if (root.Kind != JsonTokenType.StartObject)
        {
            faults.Add(root.Line, "must be a JSON object");
            return null;
        }

        return read(new DeclarationReader(root, faults));
    }

    private static byte[]? Bytes(string shipped, string? path, FileFaults faults)
    {
        if (string.IsNullOrEmpty(path))
        {
            using var stream = typeof(CatalogueFile).Assembly.GetManifestResourceStream($"Grains.Catalog.{shipped}")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            faults.Add(0, "cannot be read: " + exception.Message);
            return null;
        }
    }
}
