using Grains;
using Grains.Access;
using Grains.Audit;
using Grains.Catalog;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Due;
using Grains.Keys;
using Grains.Operations;
using Grains.Personalization;
using Grains.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Silo.Audit;
using Silo.Keys;
using Silo.Storage;
using Silo.Webhooks;

namespace Silo;

/// <summary>Puts the platform into a silo, embedded or on its own: storage, keys, access, clocks.</summary>
public static class PlatformSilo
{
    /// <summary>A call that has no answer by then has an unknown outcome, and the caller hears so.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds the platform. The stores are open and their schemas installed.</summary>
    /// <param name="silo">The silo's builder; clustering is the caller's choice.</param>
    /// <param name="platform">What was opened for it.</param>
    /// <returns>The same builder.</returns>
    public static ISiloBuilder AddPlatform(this ISiloBuilder silo, OpenPlatform platform)
    {
        silo.AddProfileStorage(platform.Stores);
        silo.AddActivityPropagation();
        silo.AddIncomingGrainCallFilter<AccessFilter>();
        silo.AddOutgoingGrainCallFilter<SiloStamp>();
        silo.AddStartupTask(async (services, _) =>
        {
            if (platform.DestroyedAgain > 0)
            {
                services.GetRequiredService<ILogger<OpenPlatform>>().DestroyedAgain(platform.DestroyedAgain);
            }

            await services.GetRequiredService<IDueTable>().Set(new DueItem(DueWork.KeyRotation, Guid.Empty, services.GetRequiredService<TimeProvider>().GetUtcNow()));
            foreach (var kind in DueWork.ByKind.Keys)
            {
                try
                {
                    await services.GetRequiredService<IGrainFactory>().GetGrain<IDue>(kind).EnsureScheduled();
                }
                catch (OrleansMessageRejectionException)
                {
                    // The silo that it stood on is stopping: the next call places it on one that is not.
                    await services.GetRequiredService<IGrainFactory>().GetGrain<IDue>(kind).EnsureScheduled();
                }
            }
        });
        silo.Configure<SiloMessagingOptions>(static options =>
        {
            options.ResponseTimeout = ResponseTimeout;
            options.SystemResponseTimeout = ResponseTimeout;
        });
        AddServices(silo.Services, platform);
        return silo;
    }

    private static void AddServices(IServiceCollection services, OpenPlatform platform)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService<CheckpointClock>(); // first, so that it stops after whatever still records
        services.AddSingleton(platform.Pseudonyms);
        services.AddSingleton(platform.Protection.Wrapper);
        services.AddSingleton<ISigningKeys>(platform.Keys.Signing);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PlatformSeal>(provider, platform.Keys.Notes));
        services.AddSingleton<Reviews>();
        services.AddSingleton<RightsQueue>();
        services.AddOptions<RightsOptions>().BindConfiguration(RightsOptions.Section).Validate(RightsOptions.IsInRange, RightsOptions.Range).ValidateOnStart();
        services.AddOptions<BreakGlassOptions>().BindConfiguration(BreakGlassOptions.Section);
        AddRecording(services, platform);
        services.AddSingleton<IAuditStore>(platform.Audit);
        services.AddSingleton(platform.Sink);
        services.AddSingleton<IStoreProbe>(new StoreProbe(platform.Stores, platform.Protection.Hsm));
        services.AddSingleton<IKeyGenerationStore>(new KeyGenerationStore(platform.Stores));
        services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section).Validate(KeyOptions.IsInRange, KeyOptions.Range).ValidateOnStart();
        services.AddSingleton<CustomerVault>();
        services.AddSingleton<KeyReplacer>();
        services.AddSingleton(provider => new SiloTokens(platform.Keys.Silo, provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<DueOptions>().BindConfiguration(DueOptions.Section).Validate(DueOptions.IsInRange, DueOptions.Range).ValidateOnStart();
        services.AddOptions<ReminderOptions>().Configure<IOptions<DueOptions>>(static (reminders, due) =>
            reminders.MinimumReminderPeriod = due.Value.Period < reminders.MinimumReminderPeriod ? due.Value.Period : reminders.MinimumReminderPeriod);
        AddEviction(services);
        services.AddWebhooks();
        services.AddCatalogue();
        services.AddPersonalization();
    }

    /// <summary>A customer who is not asked for goes from memory, the key first.</summary>
    private static void AddEviction(IServiceCollection services)
    {
        services.AddOptions<CustomerOptions>().BindConfiguration(CustomerOptions.Section).Validate(CustomerOptions.IsInRange, CustomerOptions.Range).ValidateOnStart();
        services.AddOptions<GrainCollectionOptions>().Configure<IOptions<CustomerOptions>>(static (collection, customers) =>
        {
            var age = customers.Value.IdleAge;
            collection.ClassSpecificCollectionAge[typeof(CustomerGrain).FullName!] = age;
            collection.ClassSpecificCollectionAge[typeof(RightsGrain).FullName!] = age;
            collection.CollectionQuantum = age / 2 < collection.CollectionQuantum ? age / 2 : collection.CollectionQuantum;
        });
    }

    private static void AddRecording(IServiceCollection services, OpenPlatform platform)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section)
            .Validate<IHostEnvironment>(static (audit, host) => audit.Enabled || host.IsDevelopment(), AuditOptions.Required).ValidateOnStart();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AuditTrail>(provider, platform.Keys.Actor));
        services.AddSingleton<AccessRecorder>();
        services.AddHostedService<RecordingClock>();
    }
}
