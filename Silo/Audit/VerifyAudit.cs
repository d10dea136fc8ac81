using System.Data.Common;
using System.Globalization;

namespace Silo.Audit;

/// <summary>The command <c>verify-audit</c>: verifies the whole log offline, with a public key and no other.</summary>
internal static class VerifyAudit
{
    private const string Usage =
        "verify-audit <data folder, audit.db or PostgreSQL connection string> [--key <verifier key, or public key in base64>] [--sink <folder of checkpoints>]";

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The arguments behind the command's name.</param>
    /// <param name="output">Takes what it finds.</param>
    /// <returns>0 where the log is good, 1 where it is not, 2 where it cannot be read.</returns>
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (Read(arguments) is not { } asked || (asked.Sink is { } sink && !Directory.Exists(sink)))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            await using var copy = await AuditCopy.Open(asked.Place);
            if (!asked.HasKey)
            {
                await output.WriteLineAsync("verified with the public key that the log keeps beside itself: give --key to trust nothing of the log");
            }

            return await Verify(copy, asked, output);
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or IOException or UnauthorizedAccessException or InvalidCastException)
        {
            await output.WriteLineAsync($"the log cannot be read ({exception.Message.ReplaceLineEndings(" ")})");
            return 2;
        }
    }

    private static async Task<int> Verify(AuditCopy copy, Asked asked, TextWriter output)
    {
        var isGood = true;
        await foreach (var verdict in new AuditVerifier(copy, asked.Keys, asked.Sink).Verify())
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"shard {verdict.Shard}: {verdict.Size} entries, root {Convert.ToBase64String(verdict.Root)}, {verdict.Checkpoints} checkpoints, signed up to {verdict.Signed}"));
            if (verdict.Fault is { } fault)
            {
                isGood = false;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"shard {verdict.Shard}: BAD: {fault}"));
            }
        }

        var strays = await copy.Strays();
        if (strays > 0)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"BAD: {strays} entries are in no shard of the log"));
        }

        isGood &= strays == 0;
        await output.WriteLineAsync(isGood ? "good" : "BAD");
        return isGood ? 0 : 1;
    }

    private static Asked? Read(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments.Count % 2 == 0 || arguments[0].StartsWith("--", StringComparison.Ordinal))
        {
            return null;
        }

        string? key = null, sink = null;
        for (var i = 1; i < arguments.Count; i += 2)
        {
            switch (arguments[i])
            {
                case "--key": key = arguments[i + 1]; break;
                case "--sink": sink = arguments[i + 1]; break;
                default: return null;
            }
        }

        return CheckpointKeys.TryRead(key) is { } keys ? new Asked(arguments[0], keys, key is not null, sink) : null;
    }

    private sealed record Asked(string Place, CheckpointKeys Keys, bool HasKey, string? Sink);
}
