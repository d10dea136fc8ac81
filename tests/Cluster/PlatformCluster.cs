using Dapper;
using Grains.Access;
using Grains.Audit;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Keys;
using Grains.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using CallContext = Grains.Interfaces.Access.CallContext;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;
using Silo;
using Silo.Access.Tokens;
using Tests.Api.Access;
using Tests.Audit;
using Tests.Storage;
using Tests.Cluster.Webhooks;

namespace Tests.Cluster;

/// <summary>One silo on real encrypted SQLite storage with a door for faults, and a client outside of it. Shared by the tests of a collection.</summary>
public sealed class PlatformCluster : IAsyncLifetime
{
    public const string Purposes = "servicing self-service personalised-offers advice financial-insights";
    private readonly TemporaryFolder folder = new();
    private readonly TestIssuer issuer = new();
    private OpenPlatform? platform;
    private InProcessTestCluster? cluster;
    private bool isInside = true;

    public ShiftedTime Time { get; } = new();

    internal CrashLine Crash { get; } = new();

    internal ScriptedReceivers Receivers { get; } = new();

    internal FaultySink Sink { get; } = new();

    public IGrainFactory Client => cluster!.Client;

    internal FaultyStorage Storage { get; private set; } = null!;

    internal FaultyKeyStore Keys { get; private set; } = null!;

    internal FaultyAuditStore Audit { get; private set; } = null!;

    internal T Service<T>()
        where T : notnull => cluster!.Silos[0].ServiceProvider.GetRequiredService<T>();

    public Guid KeyOf(string bankId) => platform!.Pseudonyms.Of(bankId).Value;

    public async Task InitializeAsync()
    {
        platform = await OpenPlatform.InFolder(folder.File("data"), new ConfigurationBuilder().Build());
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Time);
            silo.Services.AddTokenVerifier(IssuerKeySet.Of(issuer.Name, new JsonWebKeySet(issuer.Jwks).Keys));
            silo.AddPlatform(platform);
            silo.AddFaults("profiles", Crash);
            silo.Services.AddSingleton<IWebhookSender>(Receivers);
            silo.Services.AddSingleton<IAuditSink>(Sink);
            silo.Services.AddSingleton<IDueTable>(new CrashingDueTable(new Silo.Due.DueTable(platform.Stores), Crash));
            silo.Services.Configure<BreakGlassOptions>(static glass => glass.Clients.Add("desk"));
            silo.Services.AddSingleton<IAuditStore>(new FaultyAuditStore(platform.Audit, Crash));
            silo.Services.AddSingleton<ICustomerKeyStore>(new FaultyKeyStore(new Silo.Keys.CustomerKeyStore(platform.Stores), Crash));
        });

        // The test's own management calls go as a silo's would; the tests themselves stand outside.
        var silos = new SiloTokens(platform.Keys.Silo, Time);
        builder.ConfigureClient(client => client.AddOutgoingGrainCallFilter(async call =>
        {
            if (isInside)
            {
                CallContext.Set(CallContext.SiloToken, silos.Mint(call.TargetId));
            }

            await call.Invoke();
        }));
        cluster = builder.Build();
        await cluster.DeployAsync();
        Storage = (FaultyStorage)cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>("profiles");
        Keys = (FaultyKeyStore)Service<ICustomerKeyStore>();
        Audit = (FaultyAuditStore)Service<IAuditStore>();
        isInside = false;
    }

    public async Task DisposeAsync()
    {
        isInside = true;
        await cluster!.DisposeAsync();
        await platform!.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    /// <summary>Tokens are made by the real clock and last an hour by the moved one.</summary>
    private TimeSpan Lifetime => Time.Ahead + TimeSpan.FromHours(1);

    /// <summary>The calls that follow in this flow come from a front end.</summary>
    public void AsFrontend(string purpose = "servicing", Guid? operation = null) => As(issuer.Token("frontend", purposes: Purposes, lifetime: Lifetime), purpose, operation);

    /// <summary>The calls that follow in this flow come from a customer.</summary>
    public void AsCustomer(string bankId, Guid? operation = null)
    {
        var claims = issuer.Claims("customer", bankId, lifetime: Lifetime);
        claims["auth_time"] = Time.GetUtcNow().ToUnixTimeSeconds(); // just now, by the moved clock
        As(issuer.Mint(claims), null, operation);
    }

    /// <summary>The calls that follow in this flow come from an advisor of the client that may break the glass.</summary>
    public void AsAdvisor(string subject, string? caseReference, string? breakGlass = null, string purpose = "servicing")
    {
        var claims = issuer.Claims("advisor", subject, "servicing advice");
        claims["client_id"] = "desk";
        As(issuer.Mint(claims), purpose, null);
        CallContext.Set(CallContext.CaseReference, caseReference);
        CallContext.Set(CallContext.BreakGlass, breakGlass);
    }

    /// <summary>The calls that follow in this flow come from an officer of the privacy office.</summary>
    public void AsOfficer(string subject, Guid? operation = null) => As(issuer.Token("officer", subject, lifetime: Lifetime), null, operation);

    /// <summary>The calls that follow in this flow come from an operator.</summary>
    public void AsOperator(Guid? operation = null) => As(issuer.Token("operator", "otto", lifetime: Lifetime), null, operation);

    /// <summary>Changes the audit store as somebody would who has the database.</summary>
    public async Task Sql(string statement)
    {
        await using var connection = await platform!.Stores.Audit.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(statement);
    }

    /// <summary>The kinds of what is due for a customer, but for the evidence and what waits for an officer.</summary>
    public async Task<IReadOnlyList<string>> DueOf(Guid customer)
    {
        await using var connection = await platform!.Stores.Profiles.Source.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>("SELECT kind FROM due WHERE customer = @customer AND kind <> 'evidence'", new { customer })];
    }

    /// <summary>How many entries of an allowed operation there are.</summary>
    public async Task<long> EntriesOf(string operation)
    {
        await using var connection = await platform!.Stores.Audit.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM audit_entry WHERE instr(CAST(leaf AS TEXT), @operation) > 0 AND instr(CAST(leaf AS TEXT), '\"outcome\":\"allowed\"') > 0",
            new { operation = $"\"operation\":\"{operation}\"" });
    }

    /// <summary>Runs a call as another silo would make it.</summary>
    public async Task<T> AsSilo<T>(Func<Task<T>> call)
    {
        isInside = true;
        try
        {
            return await call();
        }
        finally
        {
            isInside = false;
        }
    }

    /// <summary>Puts the customer to sleep, so that the next call reads the disk.</summary>
    public async Task Deactivate(string bankId)
    {
        await AsSilo(async () =>
        {
            await Client.GetGrain<ICustomerProfile>(KeyOf(bankId)).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            return 0;
        });
    }

    private static void As(string token, string? purpose, Guid? operation)
    {
        CallContext.Set(CallContext.Token, token);
        CallContext.Set(CallContext.Purpose, purpose);
        CallContext.Set(CallContext.Operation, operation?.ToString());
        CallContext.Set(CallContext.CaseReference, null);
        CallContext.Set(CallContext.BreakGlass, null);
        CallContext.Set(CallContext.PrivacyControl, null);
    }
}

/// <summary>A keys store whose floor cannot be raised, on demand.</summary>
internal sealed class FaultyKeyStore(ICustomerKeyStore inner, CrashLine line) : ICustomerKeyStore
{
    public bool IsFloorStuck { get; set; }

    public bool IsDestructionStuck { get; set; }

    public bool IsReplacementStuck { get; set; }

    public ValueTask<CustomerKeyRow?> Read(Guid customer) => inner.Read(customer);

    public ValueTask<CustomerKeyRow> Create(CustomerKeyRow fresh) => line.Pass(() => inner.Create(fresh));

    public ValueTask<bool> RaiseFloor(CustomerKeyRow row, long floor) => IsFloorStuck ? throw new IOException("The keys store is down.") : line.Pass(() => inner.RaiseFloor(row, floor));

    public ValueTask<bool> Prepare(CustomerKeyRow row, CustomerKeyRow fresh) => line.Pass(() => inner.Prepare(row, fresh));

    public ValueTask<bool> Replace(CustomerKeyRow row, CustomerKeyRow replaced) => IsReplacementStuck ? throw new IOException("The keys store is down.") : line.Pass(() => inner.Replace(row, replaced));

    public ValueTask<bool> Destroy(CustomerKeyRow row) => IsDestructionStuck ? throw new IOException("The keys store is down.") : line.Pass(() => inner.Destroy(row));

    public ValueTask<int> DestroyByKeyId(IReadOnlyCollection<Guid> personalKeyIds) => inner.DestroyByKeyId(personalKeyIds);

    public ValueTask<bool> DestroyEvidence(CustomerKeyRow tombstone) => line.Pass(() => inner.DestroyEvidence(tombstone));

    public ValueTask<bool> Release(CustomerKeyRow tombstone, CustomerKeyRow fresh) => line.Pass(() => inner.Release(tombstone, fresh));

    public ValueTask<bool> IsEmpty() => inner.IsEmpty();

    public ValueTask<WrappedKey> PlatformKey(string name, WrappedKey fresh) => inner.PlatformKey(name, fresh);
}

/// <summary>A due table whose changes pass the line.</summary>
internal sealed class CrashingDueTable(IDueTable inner, CrashLine line) : IDueTable
{
    public ValueTask Set(DueItem item) => line.Pass(() => inner.Set(item));

    public ValueTask Move(DueItem item, DateTimeOffset at) => line.Pass(() => inner.Move(item, at));

    public ValueTask Remove(DueItem item) => line.Pass(() => inner.Remove(item));

    public ValueTask RemoveUnlisted(Guid customer, IReadOnlyCollection<string> kept) => line.Pass(() => inner.RemoveUnlisted(customer, kept));

    public ValueTask<IReadOnlyList<DueItem>> Next(string kind, DateTimeOffset until, int limit) => inner.Next(kind, until, limit);

    public ValueTask<IReadOnlyList<DueItem>> List(string kind, DueItem? after, int limit, DateTimeOffset? before) => inner.List(kind, after, limit, before);

    public ValueTask<IReadOnlyList<DueItem>> Of(string kind, Guid customer) => inner.Of(kind, customer);

    public ValueTask<DueItem?> Find(string kind, Guid customer, Guid id) => inner.Find(kind, customer, id);
}

[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<PlatformCluster>
{
    public const string Name = "platform";
}
