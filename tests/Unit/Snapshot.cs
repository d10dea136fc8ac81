using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tests.Unit;

/// <summary>
/// A document whole, against a file that somebody has read: what outsiders keep as evidence does not change unnoticed. Ids stand as ID-1, ID-2 and
/// so on in the order in which they appear. With <c>SNAPSHOT_UPDATE=1</c> the files are written anew; read the difference before committing it.
/// </summary>
internal static partial class Snapshot
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares.</summary>
    /// <param name="name">The file's name below <c>Snapshots</c> beside the test, without its ending.</param>
    /// <param name="json">The document.</param>
    /// <param name="test">The test's file.</param>
    public static void Matches(string name, string json, [CallerFilePath] string test = "")
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var indented = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), Indented).ReplaceLineEndings("\n");
        var told = Id().Replace(indented, match => ids.TryGetValue(Bare(match), out var known) ? known : ids[Bare(match)] = $"ID-{ids.Count + 1}");
        var folder = Path.GetFileName(Path.GetDirectoryName(test))!;
        if (Environment.GetEnvironmentVariable("SNAPSHOT_UPDATE") == "1")
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(test)!, "Snapshots")).FullName, $"{name}.json"), told + "\n");
            return;
        }

        var kept = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, folder, "Snapshots", $"{name}.json")).ReplaceLineEndings("\n");
        Assert.Equal(kept.TrimEnd(), told);
    }

    private static string Bare(Match match) => match.Value.Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")]
    private static partial Regex Id();
}
