using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Grains.Audit;
using Silo.Keys;

namespace Silo.Audit;

/// <summary>A folder with a file for each checkpoint, <c>SHARD-SIZE.checkpoint</c>, and for each destroyed key, <c>KEYID.erased</c>. A file that is there is never written again.</summary>
/// <param name="path">The folder; made where there is none.</param>
internal sealed partial class FolderSink(string path) : IAuditSink
{
    private const string Erased = ".erased";

    /// <summary>The checkpoints in a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The files that are named like checkpoints, with shard and size.</returns>
    public static IEnumerable<(string Path, int Shard, long Size)> Files(string path)
    {
        foreach (var file in Directory.EnumerateFiles(path, "*.checkpoint"))
        {
            if (Name().Match(Path.GetFileName(file)) is { Success: true } name)
            {
                yield return (
                    file, int.Parse(name.Groups[1].ValueSpan, CultureInfo.InvariantCulture), long.Parse(name.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask Take(int shard, AuditCheckpoint checkpoint)
    {
        var file = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{shard}-{checkpoint.Size}.checkpoint"));

        // On a thread of the pool: a folder on a dead network drive blocks whoever touches it.
        await Task.Run(() =>
        {
            Directory.CreateDirectory(path);
            if (!DurableFile.TryCreate(file, Encoding.UTF8.GetBytes(checkpoint.Note)) && File.ReadAllText(file) != checkpoint.Note)
            {
                throw new IOException("Another checkpoint of that size is there.");
            }
        });
    }

    /// <inheritdoc/>
    public async ValueTask TakeErasure(Guid keyId)
    {
        var file = Path.Combine(path, $"{keyId:N}{Erased}");
        await Task.Run(() =>
        {
            Directory.CreateDirectory(path);
            DurableFile.TryCreate(file, []);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Guid> Erasures() => !Directory.Exists(path) ? [] :
    [
        .. Directory.EnumerateFiles(path, $"*{Erased}").Select(Path.GetFileNameWithoutExtension).Where(static name => Guid.TryParseExact(name, "N", out _))
            .Select(static name => Guid.ParseExact(name!, "N")),
    ];

    [GeneratedRegex("^([0-9]{1,9})-([0-9]{1,18})\\.checkpoint$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
