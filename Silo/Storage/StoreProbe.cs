using System.Data.Common;
using Dapper;
using Grains.Operations;
using Silo.Keys;

namespace Silo.Storage;

/// <summary>Asks each store for a trifle, and the HSM to wrap a key.</summary>
/// <param name="stores">The stores.</param>
/// <param name="hsm">The HSM; null where there is none.</param>
internal sealed class StoreProbe(Stores stores, HsmKeyWrapper? hsm) : IStoreProbe
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

        if (hsm is not null && !await hsm.Answers())
        {
            failing.Add("hsm");
        }

        return [.. failing];
    }
}
