using System.Data.Common;

namespace Silo.Storage;

/// <summary>One store: a database of its own, so that its backups share no other store's fate.</summary>
/// <param name="name">The name, also the folder of its scripts.</param>
/// <param name="dialect">What kind of database.</param>
/// <param name="source">Opens its connections; owned by the store.</param>
internal sealed class Store(string name, StoreDialect dialect, DbDataSource source) : IAsyncDisposable
{
    /// <summary>How long a command may take, in seconds.</summary>
    public const int TimeoutSeconds = 5;

    // A caller hears after 10 s that the outcome is unknown; what still waits then is found by the caller's repeat.
    private static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(20);

    // SQLite has one writer at a time, and one that finds another blocks its thread and sleeps: they queue here instead.
    private readonly SemaphoreSlim? writer = dialect == StoreDialect.Sqlite ? new SemaphoreSlim(1, 1) : null;

    /// <summary>The store's name.</summary>
    public string Name => name;

    /// <summary>What kind of database it stands in.</summary>
    public StoreDialect Dialect => dialect;

    /// <summary>Opens its connections.</summary>
    public DbDataSource Source => source;

    /// <summary>Waits until this caller may write.</summary>
    /// <returns>The turn; disposing it lets the next one write.</returns>
    /// <exception cref="TimeoutException">The queue does not move.</exception>
    public async ValueTask<WriteTurn> TakeTurn() =>
        writer is null || await writer.WaitAsync(LongestQueue) ? new WriteTurn(writer) : throw new TimeoutException($"The {name} store is busy.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        writer?.Dispose();
    }
}

/// <summary>A turn at writing.</summary>
/// <param name="writer">What is given back; null where writers need not queue.</param>
internal readonly struct WriteTurn(SemaphoreSlim? writer) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => writer?.Release();
}
