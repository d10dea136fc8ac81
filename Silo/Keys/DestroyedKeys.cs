using Grains.Audit;
using Grains.Keys;
using Silo.Audit;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>
/// Destroys again what an older copy of the keys store has brought back: every key whose destruction the audit log records, or the log's outside
/// sink. Done at each start, before the first request is served.
/// </summary>
internal static class DestroyedKeys
{
    private const int Chunk = 500;

    /// <summary>Destroys them, and takes to the sink what it has not yet.</summary>
    /// <param name="keys">The keys store.</param>
    /// <param name="log">The audit store.</param>
    /// <param name="sink">The log's outside sink.</param>
    /// <returns>How many keys had come back.</returns>
    /// <exception cref="StartRefusedException">The sink cannot be read: what it knows to be destroyed might be served.</exception>
    public static async Task<int> Destroy(ICustomerKeyStore keys, IAuditStore log, IAuditSink sink)
    {
        try
        {
            return await DestroyAll(keys, log, sink);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Audit:Sink (Audit__Sink) names a folder that cannot be read and written ({exception.GetType().Name}): mend it first.");
        }
    }

    private static async Task<int> DestroyAll(ICustomerKeyStore keys, IAuditStore log, IAuditSink sink)
    {
        var outside = sink.Erasures().ToHashSet();
        var all = new HashSet<Guid>(outside);
        await foreach (var key in log.DestroyedKeys())
        {
            all.Add(key);
        }

        var back = 0;
        foreach (var chunk in all.Chunk(Chunk))
        {
            back += await keys.DestroyByKeyId(chunk);
        }

        foreach (var key in sink is FolderSink ? all.Except(outside) : [])
        {
            await sink.TakeErasure(key);
        }

        return back;
    }
}
