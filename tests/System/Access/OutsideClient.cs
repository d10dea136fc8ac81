using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using Grains.Interfaces.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using Tests.System.Processes;

namespace Tests.System.Access;

/// <summary>What a call came to: what the method answered, or what was thrown.</summary>
internal sealed record Outcome(object? Value, Exception? Thrown)
{
    /// <summary>Whether the call was turned away at the silo's door, before its method ran.</summary>
    public bool IsTurnedAway => Thrown is RefusedException
    {
        Refusal.Code: ProblemCode.TokenMissing or ProblemCode.TokenInvalid or ProblemCode.RoleNotAllowed or ProblemCode.CustomerUnknown,
    };

    public override string ToString() => Thrown is null ? $"answered {Value}" : $"{Thrown.GetType().Name}: {Thrown.Message}";
}

/// <summary>An Orleans client that knows nothing but where the cluster is: what anybody can start who reaches a gateway.</summary>
internal sealed class OutsideClient : IAsyncDisposable
{
    private readonly IHost host;

    private OutsideClient(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => host.Services;

    public static Task<OutsideClient> Connect(Deployment platform) =>
        Connect(client => client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", platform.Profiles)));

    /// <summary>A client for each silo, that knows no other.</summary>
    public static async Task<OutsideClient[]> ConnectToEach(Deployment platform)
    {
        await using var source = NpgsqlDataSource.Create(platform.Profiles);
        await using var reader = await source.CreateCommand("SELECT ProxyPort FROM OrleansMembershipTable WHERE Status = 3").ExecuteReaderAsync();
        var clients = new List<OutsideClient>();
        while (await reader.ReadAsync())
        {
            var gateway = new IPEndPoint(IPAddress.Loopback, reader.GetInt32(0));
            clients.Add(await Connect(client => client.UseStaticClustering(gateway)));
        }

        return [.. clients];
    }

    private static async Task<OutsideClient> Connect(Func<IClientBuilder, IClientBuilder> find)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => find(client
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("profile-platform", "profile-platform"))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20))));
        var host = builder.Build();
        await host.StartAsync();
        return new OutsideClient(host);
    }

    /// <summary>Calls a method of a reference with made-up arguments, under a credential.</summary>
    public static async Task<Outcome> Call(IAddressable target, MethodInfo method, Credential credential, Func<ParameterInfo, object?> argument, string? purpose = null)
    {
        RequestContext.Clear();
        credential.Carry(target.GetGrainId());
        CallContext.Set(CallContext.Purpose, purpose);
        try
        {
            return new Outcome(await Await(method.Invoke(target, [.. method.GetParameters().Select(argument)])), null);
        }
        catch (TargetInvocationException exception)
        {
            return new Outcome(null, exception.InnerException);
        }
        catch (Exception exception)
        {
            return new Outcome(null, exception);
        }
    }

    /// <summary>Something of a parameter's type that is harmless where the call gets through.</summary>
    public static object? Harmless(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>))
        {
            return Activator.CreateInstance(type, null, Refusal.Invalid("/", "made up"));
        }

        if (type == typeof(GrainId))
        {
            return GrainId.Create("customer", Guid.NewGuid().ToString("N"));
        }

        return type == typeof(string) ? "made-up" : type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static async Task<object?> Await(object? result)
    {
        switch (result)
        {
            case null:
                return null;
            case Task task:
                await task;
                return task.GetType().GetProperty("Result")?.GetValue(task);
            case ValueTask task:
                await task;
                return null;
            default:
                var asTask = (Task)result.GetType().GetMethod("AsTask")!.Invoke(result, null)!;
                return await Await(asTask);
        }
    }
}
