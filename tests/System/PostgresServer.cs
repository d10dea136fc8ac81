using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tests.System;

/// <summary>
/// A PostgreSQL server of the tests' own, from the machine's binaries, in a temporary folder on a free loopback port: fsync on, stopped by
/// its process id. Where there are no binaries <see cref="Missing"/> says so.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"profileplatform-postgres-{Guid.NewGuid():N}");
    private Process? server;
    private int port;

    /// <summary>Why there is no server; null where there is one.</summary>
    public static string? Missing => Binaries is null ? "PostgreSQL is not installed (no /usr/lib/postgresql/*/bin/initdb)." : null;

    /// <summary>Every byte that the server keeps.</summary>
    public string DataFolder => Path.Combine(folder, "data");

    /// <summary>The connection string of database <c>profiles</c>.</summary>
    public string Profiles => ConnectionString("profiles");

    /// <summary>The connection string of database <c>keys</c>.</summary>
    public string Keys => ConnectionString("keys");

    /// <summary>The connection string of database <c>audit</c>.</summary>
    public string Audit => ConnectionString("audit");

    /// <summary>The connection string of a database.</summary>
    /// <param name="database">The database.</param>
    /// <returns>As the server's owner.</returns>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database}";

    /// <summary>Makes an empty database for one test.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabase()
    {
        var name = $"t{Guid.NewGuid():N}";
        await CreateDatabase(name);
        return ConnectionString(name);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
        {
            await Run("chown", "postgres", folder);
        }

        await Run(AsOwner("initdb", "-D", DataFolder, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"));
        await Start();
        foreach (var database in new[] { "profiles", "keys", "audit" })
        {
            await CreateDatabase(database);
        }
    }

    /// <summary>Starts the server; on the port it had, where it had one.</summary>
    /// <returns>When it accepts connections.</returns>
    public async Task Start()
    {
        port = port == 0 ? FreePort() : port;
        var start = AsOwner(
            "postgres", "-D", DataFolder, "-h", "127.0.0.1", "-p", $"{port}", "-k", folder, "-c", "fsync=on", "-c", "max_connections=300");
        start.RedirectStandardError = true;
        server = Process.Start(start)!;
        var log = new List<string>();
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = server.StandardError.ReadToEndAsync(); // a full pipe would stop it
                return;
            }
        }

        throw new InvalidOperationException($"PostgreSQL did not start: {string.Join('\n', log)}");
    }

    /// <summary>Stops the server at once, as a crash would, or in order.</summary>
    /// <param name="crash">Whether it may not finish anything.</param>
    /// <returns>When it is gone.</returns>
    public async Task Stop(bool crash = false)
    {
        if (server is { HasExited: false })
        {
            await Run("kill", crash ? "-QUIT" : "-INT", $"{server.Id}");
            await server.WaitForExitAsync();
        }

        server?.Dispose();
        server = null;
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Makes every process of the server stand still (<c>STOP</c>) or go on (<c>CONT</c>): it is there and does not answer.</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>When it was sent.</returns>
    public Task Signal(string signal) => Run("sh", "-c", $"kill -{signal} {server!.Id} $(ps -o pid= --ppid {server.Id})");

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Stop();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CreateDatabase(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is ours
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The server refuses to run as root: then it runs as user postgres, in the same process, so that its id is the one started.</summary>
    private static ProcessStartInfo AsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        return Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
    }

    private static Task Run(string program, params string[] arguments) => Run(new ProcessStartInfo(program, arguments));

    private static async Task Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} failed: {error}{await output}");
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
