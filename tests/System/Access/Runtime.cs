using System.Reflection;
using Grains.Due;
using Grains.Interfaces.Due;
using Grains.Interfaces.Profile;
using Orleans.Concurrency;
using Orleans.Metadata;
using Orleans.Runtime;
using Tests.System.Processes;

namespace Tests.System.Access;

/// <summary>The runtime's own interfaces, as far as a client can make a reference to them: the management grain, reminders, extensions of
/// every grain, system targets of every silo, and whatever else is in the assemblies.</summary>
internal sealed class Runtime(OutsideClient outside)
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(IGrain).Assembly, typeof(IManagementGrain).Assembly, typeof(Orleans.Configuration.SiloOptions).Assembly, typeof(IRemindable).Assembly,
    ];

    /// <summary>Every reference, interface and method.</summary>
    public async Task<IReadOnlyList<(IAddressable Target, Type Contract, MethodInfo Method)>> Targets(Deployment platform, string customer)
    {
        var factory = outside.Grains;
        var person = factory.GetGrain<ICustomerProfile>(platform.Pseudonym(customer)).GetGrainId();
        var due = factory.GetGrain<IDue>(DueWork.SilentActivity).GetGrainId();
        var management = factory.GetGrain<IManagementGrain>(0).GetGrainId();
        var silos = await Silos(platform);
        var targets = new List<(IAddressable, Type, MethodInfo)>();
        foreach (var contract in Assemblies.Distinct().SelectMany(a => a.GetTypes()).Where(IsContract))
        {
            GrainId[] owners = contract.IsAssignableTo(typeof(ISystemTarget)) ? [.. SystemTargets(silos[0]), person]
                : contract == typeof(IManagementGrain) ? [management]
                : [person, due, management, .. Own(contract)];
            foreach (var owner in owners)
            {
                if (Reference(owner, contract) is { } reference)
                {
                    targets.AddRange(Methods(contract).Select(m => (reference, contract, m)));
                }
            }
        }

        return targets;
    }

    /// <summary>What answers nothing to anybody, cannot be made or is no such thing as it was called for (found before any filter), or is the
    /// handshake that every client needs.</summary>
    public bool MayNotBeRefused(MethodInfo method, Outcome outcome) =>
        ((method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void)) && outcome.Thrown is null)
        || outcome.Thrown is InvalidCastException or Orleans.Storage.BadProviderConfigException
        || outcome.Thrown is InvalidOperationException { Message: var fault } && fault.StartsWith("Failed to create an instance of grain type", StringComparison.Ordinal)
        || outcome.Thrown is OrleansMessageRejectionException { Message: var reason } && reason.Contains("not active on this silo", StringComparison.Ordinal)
        || method is { DeclaringType.Name: "IClusterManifestSystemTarget" };

    private static bool IsContract(Type type) =>
        type is { IsInterface: true, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IAddressable)) && Methods(type).Any();

    private static IEnumerable<MethodInfo> Methods(Type contract) => contract.GetInterfaces().Append(contract)
        .SelectMany(i => i.GetMethods()).Where(m => m is { IsStatic: false })
        .Select(m => m.IsGenericMethodDefinition ? m.MakeGenericMethod([.. m.GetGenericArguments().Select(Argument)]) : m);

    private static Type Argument(Type parameter) => parameter.GetGenericParameterConstraints().FirstOrDefault() ?? typeof(int);

    /// <summary>The filter judges the interface whoever is the target, so a few targets stand for all.</summary>
    private static IEnumerable<GrainId> SystemTargets(SiloAddress silo) =>
        new[] { "silo-control", "clustering", "catalog", "manifest", "migrator", "dir.client" }
            .Select(name => SystemTargetGrainId.Create(SystemTargetGrainId.CreateGrainType(name), silo).GrainId);

    private static async Task<SiloAddress[]> Silos(Deployment platform)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(platform.Profiles);
        await using var reader = await source.CreateCommand("SELECT Address, Port, Generation FROM OrleansMembershipTable WHERE Status = 3").ExecuteReaderAsync();
        var silos = new List<SiloAddress>();
        while (await reader.ReadAsync())
        {
            silos.Add(SiloAddress.New(global::System.Net.IPAddress.Parse(reader.GetString(0)), reader.GetInt32(1), reader.GetInt32(2)));
        }

        return [.. silos];
    }

    /// <summary>The grain that implements it, where a silo has one.</summary>
    private IEnumerable<GrainId> Own(Type contract)
    {
        GrainId? own = null;
        try
        {
            own = contract.IsAssignableTo(typeof(IGrainWithIntegerKey)) ? outside.Grains.GetGrain(contract, 0).GetGrainId()
                : contract.IsAssignableTo(typeof(IGrainWithGuidKey)) ? outside.Grains.GetGrain(contract, Guid.NewGuid()).GetGrainId()
                : contract.IsAssignableTo(typeof(IGrainWithStringKey)) ? outside.Grains.GetGrain(contract, "made-up").GetGrainId()
                : null;
        }
        catch (ArgumentException)
        {
            // None has.
        }

        return own is { } id ? [id] : [];
    }

    private IAddressable? Reference(GrainId owner, Type contract)
    {
        try
        {
            var resolver = (GrainInterfaceTypeResolver)outside.Services.GetService(typeof(GrainInterfaceTypeResolver))!;
            var reference = outside.Grains.GetGrain(owner, resolver.GetGrainInterfaceType(contract));
            return contract.IsInstanceOfType(reference) ? reference : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return null; // no proxy was generated: a client cannot speak it
        }
    }
}
