using System.Globalization;
using Microsoft.Data.Sqlite;
using Silo.Storage;

namespace Silo.Backups;

/// <summary>The commands <c>backup</c> and <c>restore</c>, for the embedded stores.</summary>
internal static class BackupCommands
{
    private const string Usage = """
        backup DIR [--data DATA] [--with-keyring]
          Copies the stores of DATA (default: data) into the new folder DIR, each with its manifest into a folder of its own: DIR/profiles, DIR/keys,
          DIR/audit. A platform may run on DATA meanwhile. Keep the three in different places: profiles and keys together are one step from clear text.
          --with-keyring  copies the key ring too, into DIR/keyring. It opens all the others, so it is left out unless asked for: take it away from
                          them at once. Without it, or one that was kept before, a backup can never be read again.
        restore DIR [--data DATA] [--only profiles|keys|audit] [--with-keyring]
          Verifies a backup and puts it into DATA, on which no platform may run. What was there is moved to DATA/before-restore-TIME.
          --only          restores one store; the others stay.
          --with-keyring  restores the key ring too.

        """;

    /// <summary>Takes a backup.</summary>
    /// <param name="arguments">The arguments behind the command's name.</param>
    /// <param name="output">Takes what it did.</param>
    /// <param name="errors">Takes why it could not.</param>
    /// <returns>0 where it is done, 1 where it could not be, 2 where it was not understood.</returns>
    public static Task<int> Take(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors) => Run(arguments, mayChoose: false, output, errors, static async (asked, output) =>
    {
        foreach (var manifest in Backup.Take(asked.Data, asked.Folder, asked.WithKeyRing, TimeProvider.System))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{manifest.Store}: {manifest.Bytes} bytes, schema {manifest.Schema}, sha256 {manifest.Sha256}"));
        }

        await output.WriteLineAsync(asked.WithKeyRing
            ? "the key ring is among them: take it away from the others now"
            : "without the key ring, which opens them: keep a copy of keyring.json in another place");
    });

    /// <summary>Restores a backup.</summary>
    /// <param name="arguments">The arguments behind the command's name.</param>
    /// <param name="output">Takes what it did.</param>
    /// <param name="errors">Takes why it could not.</param>
    /// <returns>0 where it is done, 1 where it could not be, 2 where it was not understood.</returns>
    public static Task<int> Restore(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors) => Run(arguments, mayChoose: true, output, errors, static async (asked, output) =>
    {
        var parts = BackupPart.Stores.Where(part => asked.Only is null || asked.Only == part.Name).ToList();
        if (asked.WithKeyRing)
        {
            parts.Add(BackupPart.KeyRing);
        }

        var aside = Backups.Restore.Run(asked.Folder, asked.Data, parts, TimeProvider.System);
        await output.WriteLineAsync($"restored: {string.Join(", ", parts.Select(static part => part.Name))}");
        if (aside is not null)
        {
            await output.WriteLineAsync($"the former files are in {aside}: delete them once all is well, for they hold keys as well");
        }

        if (!File.Exists(Path.Combine(asked.Data, BackupPart.KeyRing.File)))
        {
            await output.WriteLineAsync($"there is no {BackupPart.KeyRing.File} in {asked.Data}: put it there (mode 0600) before the start");
        }
    });

    private static async Task<int> Run(IReadOnlyList<string> arguments, bool mayChoose, TextWriter output, TextWriter errors, Func<Asked, TextWriter, Task> work)
    {
        if (Read(arguments, mayChoose) is not { } asked)
        {
            var isAsked = arguments is ["--help" or "-h"];
            await (isAsked ? output : errors).WriteAsync(Usage);
            return isAsked ? 0 : 2;
        }

        try
        {
            await work(asked, output);
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await errors.WriteLineAsync(refused.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            await errors.WriteLineAsync($"It could not be done ({exception.Message.ReplaceLineEndings(" ")}): check the disk and the rights, and run it again.");
        }

        return 1;
    }

    private static Asked? Read(IReadOnlyList<string> arguments, bool mayChoose)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-'))
        {
            return null;
        }

        var asked = new Asked(arguments[0], "data", null, false);
        for (var i = 1; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--with-keyring":
                    asked = asked with { WithKeyRing = true };
                    break;
                case "--data" when value is not null:
                    (asked, i) = (asked with { Data = value }, i + 1);
                    break;
                case "--only" when mayChoose && BackupPart.Stores.Any(part => part.Name == value):
                    (asked, i) = (asked with { Only = value }, i + 1);
                    break;
                default:
                    return null;
            }
        }

        return asked;
    }

    private sealed record Asked(string Folder, string Data, string? Only, bool WithKeyRing);
}
