using Grains.Due;
using Grains.Encryption;
using Grains.Keys;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Silo.Due;
using Silo.Keys;

namespace Silo.Storage;

/// <summary>Brings the stores to a silo. Their schema must have been installed (<see cref="SchemaInstaller"/>) before the silo starts.</summary>
internal static class ProfileStorage
{
    /// <summary>The name under which grains find their storage.</summary>
    public const string Name = "profiles";

    private const string AdoNet = "profiles-adonet";

    /// <summary>Adds grain state, reminders, the due table and the keys store. The stores stay the caller's to dispose.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="stores">The stores.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddProfileStorage(this ISiloBuilder silo, Stores stores)
    {
        var profiles = stores.Profiles;
        silo.Services
            .AddSingleton<IDueTable>(new DueTable(stores))
            .AddSingleton<ICustomerKeyStore>(new CustomerKeyStore(stores))
            .AddGrainStorage(Name, (services, _) => new ObservedStorage(
                services.GetRequiredKeyedService<IGrainStorage>(AdoNet), profiles, services.GetRequiredService<TimeProvider>()))
            .AddAdoNetGrainStorage(AdoNet, builder => builder.Configure<Serializer>((options, serializer) =>
            {
                options.Invariant = profiles.Dialect.Invariant;
                options.DataSource = profiles.Source;
                options.GrainStorageSerializer = new SealedRecordSerializer(serializer);
            }))
            .UseAdoNetReminderService(builder => builder.Configure(options =>
            {
                options.Invariant = profiles.Dialect.Invariant;
                options.DataSource = profiles.Source;
            }));
        return silo;
    }

    /// <summary>Finds the cluster's other silos through the profiles store, which must be PostgreSQL.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="stores">The stores.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UseProfileMembership(this ISiloBuilder silo, Stores stores) =>
        silo.UseAdoNetClustering((AdoNetClusteringSiloOptions options) =>
        {
            options.Invariant = stores.Profiles.Dialect.Invariant;
            options.DataSource = stores.Profiles.Source;
        });
}
