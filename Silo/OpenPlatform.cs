using System.Text;
using Grains;
using Grains.Audit;
using Grains.Catalog;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Keys;
using Microsoft.Extensions.Configuration;
using Silo.Audit;
using Silo.Keys;
using Silo.Storage;

namespace Silo;

/// <summary>Everything a silo stands on, opened and checked before Orleans starts: whatever is wrong is said in one line, and nothing was changed.</summary>
public sealed class OpenPlatform : IAsyncDisposable
{
    /// <summary>The service id; bound into every sealed section, so it never changes in a deployment's life.</summary>
    public const string DefaultServiceId = "profile-platform";

    private const string ShortSecret = "Set Pseudonym:Secret (Pseudonym__Secret): at least 32 characters, the same on ApiHost and on every silo.";

    private readonly DataFolder? folder;

    private OpenPlatform(DataFolder? folder, Stores stores, KeyProtection protection, Catalogue catalogue, IConfiguration configuration)
    {
        this.folder = folder;
        Stores = stores;
        Protection = protection;
        PurposeIds = [.. catalogue.Purpose.Keys];
        Pseudonyms = new Pseudonyms(configuration["Pseudonym:Secret"] is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : protection.PseudonymSecret.ToArray());
    }

    /// <summary>The embedded mode's folder; null in a cluster.</summary>
    public string? Folder => folder?.Path;

    /// <summary>Whether no customer was ever known.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Every purpose of the catalogue.</summary>
    public IReadOnlyCollection<string> PurposeIds { get; }

    /// <summary>Makes pseudonyms.</summary>
    public Pseudonyms Pseudonyms { get; }

    /// <summary>The stores, their schemas installed.</summary>
    internal Stores Stores { get; }

    /// <summary>The audit log.</summary>
    internal AuditStore Audit { get; private set; } = null!;

    /// <summary>How many customer keys an older copy of the keys store had brought back; they are destroyed again.</summary>
    public int DestroyedAgain { get; private init; }

    /// <summary>Where its checkpoints are taken out of reach.</summary>
    internal IAuditSink Sink { get; private set; } = null!;

    /// <summary>The HSM or the key ring.</summary>
    internal KeyProtection Protection { get; }

    /// <summary>The keys that belong to no customer.</summary>
    internal PlatformKeys Keys { get; private set; } = null!;

    /// <summary>Opens the embedded mode's folder: SQLite files, held exclusively, and a key ring where no HSM is configured.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The platform.</returns>
    /// <exception cref="StartRefusedException">It cannot be used.</exception>
    public static async Task<OpenPlatform> InFolder(string path, IConfiguration configuration)
    {
        var (catalogue, sink) = (LoadCatalogue(configuration), AuditSinks.Of(configuration["Audit:Sink"]));
        RefuseClocks(configuration);
        RefuseSecret(configuration, isRequired: HsmOptions.IsConfigured(configuration));
        var folder = DataFolder.Open(path);
        try
        {
            return await Open(folder, Stores.InFolder(folder.Path), Path.Combine(folder.Path, KeyRingFile.FileName), catalogue, sink, configuration);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens a cluster's stores on PostgreSQL. With an HSM, or a key-ring file that all silos share.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The platform.</returns>
    /// <exception cref="StartRefusedException">Something is missing, or a store cannot be used.</exception>
    public static Task<OpenPlatform> InCluster(IConfiguration configuration)
    {
        var (catalogue, sink) = (LoadCatalogue(configuration), AuditSinks.Of(configuration["Audit:Sink"]));
        RefuseClocks(configuration);
        RefuseSecret(configuration, isRequired: true);
        var ring = configuration["KeyRing:Path"];
        if (ring is null && !HsmOptions.IsConfigured(configuration))
        {
            throw new StartRefusedException("Set Hsm:Module (Hsm__Module) to the HSM's PKCS#11 library, or KeyRing:Path (KeyRing__Path) to a key-ring file that all silos share.");
        }

        return Open(null, Stores.OnPostgres(Required("Profiles"), Required("Keys"), Required("Audit")), ring, catalogue, sink, configuration);

        string Required(string name) => configuration.GetConnectionString(name) is { Length: > 0 } text
            ? text
            : throw new StartRefusedException($"Set ConnectionStrings:{name} (ConnectionStrings__{name}) to a PostgreSQL database.");
    }

    /// <summary>Whether an HSM is configured: outside Development no key-ring file is used.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>True where it is.</returns>
    public static bool HasHsm(IConfiguration configuration) => HsmOptions.IsConfigured(configuration);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        (Sink as IDisposable)?.Dispose();
        Protection.Dispose();
        await Stores.DisposeAsync();
        folder?.Dispose();
    }

    private static async Task<OpenPlatform> Open(DataFolder? folder, Stores stores, string? ringPath, Catalogue catalogue, IAuditSink sink, IConfiguration configuration)
    {
        KeyProtection? protection = null;
        try
        {
            await SchemaInstaller.Install(stores);
            var keys = new CustomerKeyStore(stores);
            protection = KeyProtection.Open(configuration, ringPath, await keys.HoldsKeys()); // both modes' callers refuse a key ring outside Development
            var audit = await AuditStore.Open(stores);
            return new OpenPlatform(folder, stores, protection, catalogue, configuration)
            {
                IsNew = await keys.IsEmpty(),
                Keys = await OpenKeys(stores, keys, protection.Wrapper),
                Audit = audit,
                Sink = sink,
                DestroyedAgain = await DestroyedKeys.Destroy(keys, audit, sink),
            };
        }
        catch (Exception exception)
        {
            protection?.Dispose();
            await stores.DisposeAsync();
            if (exception is KeyUnavailableException)
            {
                throw new StartRefusedException($"{protection!.Place} is not the one that wrapped the keys in the keys store: restore the one that did.");
            }

            throw;
        }
    }

    /// <summary>A generation that was made and not registered yet, since a silo died in between, is registered now.</summary>
    private static async Task<PlatformKeys> OpenKeys(Stores stores, CustomerKeyStore keys, IKeyWrapper wrapper)
    {
        var platform = await PlatformKeys.Open(keys, wrapper); // first: a ring of another platform must change nothing
        await new KeyGenerationStore(stores).Register(wrapper.Newest, operation: null, TimeProvider.System.GetUtcNow());
        return platform;
    }

    private static void RefuseSecret(IConfiguration configuration, bool isRequired)
    {
        if ((configuration["Pseudonym:Secret"]?.Length ?? 0) is < CustomerId.MinSecretBytes and var length && (isRequired || length > 0))
        {
            throw new StartRefusedException(ShortSecret);
        }
    }

    private static void RefuseClocks(IConfiguration configuration)
    {
        RefuseUnless<DueOptions>(configuration, DueOptions.Section, DueOptions.IsInRange, DueOptions.Range);
        RefuseUnless<CustomerOptions>(configuration, CustomerOptions.Section, CustomerOptions.IsInRange, CustomerOptions.Range);
    }

    private static void RefuseUnless<T>(IConfiguration configuration, string section, Func<T, bool> isInRange, string range)
        where T : class
    {
        try
        {
            if (configuration.GetSection(section).Get<T>() is not { } options || isInRange(options))
            {
                return;
            }
        }
        catch (InvalidOperationException)
        {
            // Not a time: refused like one that is out of range.
        }

        throw new StartRefusedException(range);
    }

    private static Catalogue LoadCatalogue(IConfiguration configuration)
    {
        try
        {
            return Catalogue.Load(configuration.GetSection(CatalogueOptions.Section).Get<CatalogueOptions>());
        }
        catch (CatalogueFaultException faulty)
        {
            throw new StartRefusedException(faulty.Message);
        }
    }
}
