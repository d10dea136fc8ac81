using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Tests.Storage;

/// <summary>When the next write or clear fails.</summary>
public enum Fault
{
    None,

    /// <summary>Before it reaches the database.</summary>
    Before,

    /// <summary>After it was stored: its answer is lost.</summary>
    After,
}

/// <summary>A storage that fails once, on demand.</summary>
internal sealed class FaultyStorage(IGrainStorage inner, CrashLine line) : IGrainStorage
{
    private Fault next;

    /// <summary>Makes the next change fail.</summary>
    /// <param name="fault">When.</param>
    public void FailNext(Fault fault) => next = fault;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // On a copy, as the caller learns no ETag where the answer is lost.
        var copy = new GrainState<T>(grainState.State, grainState.ETag) { RecordExists = grainState.RecordExists };
        return Change(() => inner.WriteStateAsync(stateName, grainId, copy), () => (grainState.ETag, grainState.RecordExists) = (copy.ETag, copy.RecordExists));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var copy = new GrainState<T>(grainState.State, grainState.ETag) { RecordExists = grainState.RecordExists };
        return Change(
            () => inner.ClearStateAsync(stateName, grainId, copy),
            () => (grainState.State, grainState.ETag, grainState.RecordExists) = (copy.State, copy.ETag, copy.RecordExists));
    }

    private async Task Change(Func<Task> work, Action answer)
    {
        var fault = Interlocked.Exchange(ref next, Fault.None);
        if (fault == Fault.Before)
        {
            throw new IOException("The storage is down.");
        }

        await line.Pass(async () =>
        {
            await work();
            return 0;
        });
        if (fault == Fault.After)
        {
            throw new IOException("The storage does not answer.");
        }

        answer();
    }
}

/// <summary>Puts faults between grains and their storage.</summary>
internal static class Faults
{
    /// <summary>Wraps the storage that was added under a name; call it after the storage was added.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The storage's name.</param>
    /// <param name="line">Where its changes pass.</param>
    public static void AddFaults(this ISiloBuilder silo, string name, CrashLine line)
    {
        var real = silo.Services.Last(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, name));
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, key) =>
            new FaultyStorage((IGrainStorage)real.KeyedImplementationFactory!(services, key), line));
    }
}
