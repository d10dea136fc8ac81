using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Npgsql;
using Tests.Benchmarks.Load;
using Tests.Benchmarks.Platform;

namespace Tests.Benchmarks.Rivals;

/// <summary>What the database can do by itself: PostgreSQL's own pgbench on one table of rows as long as ours.</summary>
internal sealed partial class PgBench(string connectionString, string folder, int connections)
{
    private const int Rows = 1_000;

    private static readonly string? Program = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(static v => Path.Combine(v, "bin", "pgbench")).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private string payload = string.Empty;

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => Program is not null;

    /// <summary>Makes the table.</summary>
    /// <param name="bytes">Bytes of a row's payload.</param>
    public async Task Fill(int bytes)
    {
        payload = "\\x" + Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes));
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var schema = source.CreateCommand("CREATE TABLE pgbench (id int PRIMARY KEY, payload bytea NOT NULL)");
        await schema.ExecuteNonQueryAsync();
        await using var rows = source.CreateCommand("INSERT INTO pgbench SELECT id, $1::bytea FROM generate_series(1, $2) AS id");
        rows.Parameters.Add(new NpgsqlParameter<string> { TypedValue = payload });
        rows.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Rows });
        await rows.ExecuteNonQueryAsync();
    }

    /// <summary>Upserts random rows.</summary>
    public Task<LoadResult> Upsert(TimeSpan time) =>
        Run(time, "INSERT INTO pgbench VALUES (:id, :payload::bytea) ON CONFLICT (id) DO UPDATE SET payload = excluded.payload;");

    /// <summary>Reads random rows.</summary>
    public Task<LoadResult> Select(TimeSpan time) => Run(time, "SELECT payload FROM pgbench WHERE id = :id;");

    [GeneratedRegex(@"^tps = ([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();

    private async Task<LoadResult> Run(TimeSpan time, string statement)
    {
        var script = Path.Combine(folder, "pgbench.sql");
        await File.WriteAllTextAsync(script, $"\\set id random(1, {Rows})\n{statement}\n");
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var output = await ServerProcess.Run(Program!, [
            "--host", server.Host!, "--port", $"{server.Port}", "--username", server.Username!, "--no-vacuum", "--protocol", "prepared",
            "--client", $"{connections}", "--time", time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "--define", $"payload={payload}",
            "--file", script, server.Database!,
        ]);
        var rate = Rate().Match(output) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"pgbench measured nothing, try more --seconds: {output}");
        return new LoadResult((long)(rate * time.TotalSeconds), time.TotalSeconds, 0, null, null);
    }
}
