using Npgsql;
using Tests.Benchmarks.Load;
using Tests.Benchmarks.Platform;
using Tests.Benchmarks.Rivals;
using Tests.System;

namespace Tests.Benchmarks.Http;

/// <summary>Every server of a run, each with the same customers, in a temporary folder. What needs PostgreSQL is absent where that is.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("profileplatform-benchmark-").FullName;
    private readonly PostgresServer postgres = new();
    private Dictionary<string, string> cluster = [];
    private ServerProcess? bare;
    private ServerProcess? usual;
    private ServerProcess? embedded;
    private ServerProcess? unaudited;
    private ServerProcess? silo;
    private ServerProcess? client;

    private TestBed(BenchmarkOptions options) => Load = new LoadGenerator(folder, options.Connections);

    private string Data => Path.Combine(folder, "data");

    /// <summary>Puts load on a server.</summary>
    public LoadGenerator Load { get; }

    /// <summary>Speaks to the servers outside what is measured.</summary>
    public PlatformClient Client { get; private set; } = null!;

    /// <summary>Ours in one process; also the issuer of everybody's tokens.</summary>
    public Server Embedded { get; } = new("ours, embedded", ServerProcess.FreeAddress());

    /// <summary>Ours in one process without the audit log.</summary>
    public Server Unaudited { get; } = new("audit off", ServerProcess.FreeAddress());

    /// <summary>Ours as a silo and a client on PostgreSQL.</summary>
    public Server Clustered { get; } = new("ours, PostgreSQL", ServerProcess.FreeAddress());

    /// <summary>The usual design.</summary>
    public Server Usual { get; } = new("usual", ServerProcess.FreeAddress());

    /// <summary>The least an HTTP server can do.</summary>
    public Server Bare { get; } = new("bare", ServerProcess.FreeAddress());

    /// <summary>Those that hold customers and were started.</summary>
    public IEnumerable<Server> Holders => PostgresServer.Missing is null ? [Usual, Embedded, Clustered] : [Embedded];

    /// <summary>Single figures, by name.</summary>
    public Figures Figures { get; } = new();

    /// <summary>Starts and fills everything.</summary>
    public static async Task<TestBed> Start(BenchmarkOptions options)
    {
        var bed = new TestBed(options);
        try
        {
            await bed.Open(options);
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Restarts a server of ours: its customers sleep. The usual design's never wake.</summary>
    public async Task Restart(Server server)
    {
        if (server == Embedded)
        {
            await embedded!.DisposeAsync();
            await StartEmbedded("start with customers, embedded");
        }
        else if (server == Clustered)
        {
            await client!.DisposeAsync();
            await silo!.DisposeAsync();
            await StartClustered("start with customers, silo and client on PostgreSQL");
        }
    }

    /// <summary>Starts the embedded platform once more on the same folder, in a process that tells its memory.</summary>
    public async Task<ServerProcess> RestartGauged()
    {
        await embedded!.DisposeAsync();
        return embedded = await PlatformProcesses.Gauged(Embedded.Address, Data);
    }

    /// <summary>Starts the embedded platform on an empty folder.</summary>
    public async Task RestartEmpty()
    {
        await embedded!.DisposeAsync();
        Directory.Delete(Data, recursive: true);
        await StartEmbedded("first start, embedded");
    }

    /// <summary>What a server's own processes have used of the processors; the database's are not counted.</summary>
    public TimeSpan ProcessorTime(Server server)
    {
        ServerProcess?[] processes = server == Bare ? [bare] : server == Usual ? [usual] : server == Embedded ? [embedded] : server == Unaudited ? [unaudited] : [silo, client];
        return processes.Aggregate(TimeSpan.Zero, static (sum, p) => sum + p!.ProcessorTime);
    }

    /// <summary>pgbench beside our own tables, on rows as long as ours; null where it is not installed.</summary>
    public async Task<PgBench?> PgBench(int connections)
    {
        if (PostgresServer.Missing is not null || !Rivals.PgBench.IsInstalled)
        {
            return null;
        }

        await using var source = NpgsqlDataSource.Create(postgres.Profiles);
        await using var command = source.CreateCommand("SELECT avg(octet_length(payloadbinary))::int FROM orleansstorage WHERE graintypestring LIKE '%customer%'");
        var bytes = (int)(await command.ExecuteScalarAsync())!;
        Figures.Add("a customer's row on PostgreSQL", $"{bytes / 1024.0:0.0} KiB");
        var bench = new PgBench(await postgres.NewDatabase(), folder, connections);
        await bench.Fill(bytes);
        return bench;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        foreach (var process in new[] { bare, usual, client, silo, unaudited, embedded })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Open(BenchmarkOptions options)
    {
        bare = await ServerProcess.Start("Benchmarks", ["bare", Bare.Address.AbsoluteUri], Bare.Address);
        await StartEmbedded("first start, embedded");
        Client = new PlatformClient(Embedded.Address);
        await Fill(Embedded, options);
        unaudited = await PlatformProcesses.Unaudited(Unaudited.Address, Path.Combine(folder, "unaudited"), Embedded.Address);
        await Fill(Unaudited, options);
        if (PostgresServer.Missing is { } missing)
        {
            Figures.Add("left out (usual, ours on PostgreSQL, pgbench)", missing);
            return;
        }

        await postgres.InitializeAsync();
        cluster = PlatformProcesses.Cluster(postgres.ConnectionString, Embedded.Address, folder);
        await StartClustered("first start, silo and client on PostgreSQL");
        await Fill(Clustered, options);
        await UsualDesign.Fill(postgres.Audit, options.Customers + options.Sleepers);
        usual = await ServerProcess.Start(
            "Benchmarks", ["usual", Usual.Address.AbsoluteUri, Embedded.Address.AbsoluteUri, postgres.Audit], new Uri(Usual.Address, "/health/ready"));
    }

    private async Task StartEmbedded(string what)
    {
        embedded = await PlatformProcesses.Embedded(Embedded.Address, Data);
        Figures.Add(what, embedded.StartupTime);
    }

    private async Task StartClustered(string what)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        silo = await PlatformProcesses.Silo(cluster);
        try
        {
            client = await PlatformProcesses.Client(Clustered.Address, cluster);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"{exception.Message}\nThe silo behind it:\n{silo.Output}", exception);
        }

        Figures.Add(what, TimeProvider.System.GetElapsedTime(startedAt));
    }

    private async Task Fill(Server server, BenchmarkOptions options)
    {
        var (time, summary) = await Client.Import(server.Address, BankCustomers.Lines(0, options.Customers + options.Sleepers));
        Figures.Add($"import, {server.Name}", $"{summary.GetProperty("transactions").GetInt64() / time.TotalSeconds:N0} transactions/s, a customer's {BankCustomers.PerCustomer} in one line");
    }
}

/// <summary>A server under load.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record Server(string Name, Uri Address);
