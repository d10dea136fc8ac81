using System.Data.Common;
using Dapper;
using Grains.Operations;

namespace Silo.Storage;

/// <summary>Asks each store for a trifle.</summary>
/// <param name="stores">The stores.</param>
internal sealed class StoreProbe(Stores stores) : IStoreProbe
{
    /// <inheritdoc/>
    public async ValueTask<string[]> Failing()
    {
        var failing = new List<string>();
        foreach (var store in stores.All)
        {
            try
            {
                await using var connection = await store.Source.OpenConnectionAsync();
                await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM schema_version", commandTimeout: 1);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
            {
                failing.Add(store.Name);
            }
        }

        return [.. failing];
    }
}
