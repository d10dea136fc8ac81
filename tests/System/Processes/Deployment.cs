using System.Net;
using Grains.Interfaces.Access;
using Npgsql;
using Tests.Api.Access;

namespace Tests.System.Processes;

/// <summary>
/// A deployment in cluster mode as a bank runs it: silos and an ApiHost as processes of their own on a PostgreSQL server, configured by the
/// environment alone, with an issuer beside them. They log everything they can be made to log.
/// </summary>
public sealed class Deployment(PostgresServer postgres, string profiles, string keys, string audit, OtlpCollector? collector = null) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("profileplatform-cluster").FullName;
    private readonly List<PlatformProcess> processes = [];
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public PostgresServer Postgres => postgres;

    public TestIssuer Issuer { get; } = TestIssuer.Listen();

    public string Secret { get; } = $"pseudonym-secret-{Guid.NewGuid():N}{Guid.NewGuid():N}";

    public string Profiles => profiles;

    public string Keys => keys;

    public string Audit => audit;

    /// <summary>The deny list that every process watches; not there before the first one starts.</summary>
    public string DenyList => Path.Combine(folder, "deny.txt");

    public Uri Address { get; private set; } = null!;

    public PlatformProcess Api { get; private set; } = null!;

    /// <summary>The silos that should be running.</summary>
    public List<PlatformProcess> Silos { get; } = [];

    /// <summary>Everything that every process of this deployment has written, those that are gone included.</summary>
    public string Output => string.Concat(processes.Select(p => p.Output));

    /// <summary>On new databases.</summary>
    public static async Task<Deployment> OnNewDatabases(PostgresServer postgres) =>
        new(postgres, await postgres.NewDatabase(), await postgres.NewDatabase(), await postgres.NewDatabase());

    public PlatformProcess StartSilo(params (string Name, string Value)[] more)
    {
        var silo = Start("Silo", more);
        Silos.Add(silo);
        return silo;
    }

    public PlatformProcess StartApi(params (string Name, string Value)[] more)
    {
        Address = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}");
        return Api = Start("ApiHost", more, "--urls", Address.ToString().TrimEnd('/'));
    }

    /// <summary>Waits until ApiHost says that it is ready.</summary>
    public Task Ready(bool ready = true, int seconds = 90) => Until.True(async () => await IsReady() == ready, () => $"readiness {ready}\n{Tail()}", seconds);

    public async Task<bool> IsReady() => await Probe("/health/ready") == HttpStatusCode.OK;

    public async Task<HttpStatusCode?> Probe(string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, path));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Waits until the membership table names so many active silos and no more.</summary>
    public Task Members(int count, int seconds = 90) => Until.True(async () => await ActiveMembers() == count, () => $"{count} active silos\n{Tail()}", seconds);

    public async Task<long> ActiveMembers()
    {
        try
        {
            return await Scalar<long>(profiles, "SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0; // no silo has installed the schema yet
        }
    }

    /// <summary>Kills a silo and starts another; whole again once the dead one has been given up and the new one let in.</summary>
    /// <returns>A task to wait for that.</returns>
    public async Task<Func<Task>> Replace(PlatformProcess victim)
    {
        const string Dead = "SELECT count(*) FROM OrleansMembershipTable WHERE Status = 6";
        var (dead, active) = (await Scalar<long>(profiles, Dead), Silos.Count);
        Silos.Remove(victim);
        await victim.Kill();
        StartSilo();
        return async () =>
        {
            await Until.True(async () => await Scalar<long>(profiles, Dead) > dead, () => $"a killed silo given up\n{Tail()}", seconds: 120);
            await Members(active);
            await Ready();
        };
    }

    public async Task<int> Sql(string database, string statement, params (string Name, object Value)[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(statement);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> Scalar<T>(string database, string query, params (string Name, object Value)[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(query);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteScalarAsync() is { } value0 and not DBNull ? (T)value0 : default;
    }

    public Guid Pseudonym(string bankId) => new Pseudonyms(global::System.Text.Encoding.UTF8.GetBytes(Secret)).Of(bankId).Value;

    /// <summary>The environment that silos and ApiHost of this cluster share.</summary>
    public Dictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Profiles"] = profiles,
            ["ConnectionStrings__Keys"] = keys,
            ["ConnectionStrings__Audit"] = audit,
            ["Pseudonym__Secret"] = Secret,
            ["KeyRing__Path"] = Path.Combine(folder, "keyring.json"),
            ["Identity__Authority"] = Issuer.Name,
            ["Identity__DenyList"] = DenyList,
            ["Logging__LogLevel__Default"] = "Trace",
            ["DOTNET_gcServer"] = "0",
        };
        if (collector is not null)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
            environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
            environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        }

        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return environment;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        http.Dispose();
        Issuer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The last lines of every process, for a test that fails.</summary>
    public string Tail(int characters = 3000) =>
        string.Join("\n---\n", processes.Select(p => $"{p.Name} (exited: {p.HasExited})\n{(p.Output is { } o && o.Length > characters ? o[^characters..] : p.Output)}"));

    private PlatformProcess Start(string program, (string Name, string Value)[] more, params string[] arguments)
    {
        File.AppendAllText(DenyList, string.Empty);
        var process = PlatformProcess.Start(program, Environment(more), arguments);
        processes.Add(process);
        return process;
    }
}
