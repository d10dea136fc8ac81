namespace ApiHost.Rights;

/// <summary>The published JSON Schema (draft 7) of an export.</summary>
internal static class ExportSchema
{
    /// <summary>The schema's text.</summary>
    public static byte[] Utf8 { get; } = Load();

    private static byte[] Load()
    {
        using var stream = typeof(ExportSchema).Assembly.GetManifestResourceStream("ApiHost.Rights.export-schema.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
