using Silo.Storage;
using Tests.System;

namespace Tests.Storage;

internal static class PostgresStores
{
    /// <summary>A deployment's stores, each on a new database.</summary>
    public static async Task<Stores> NewStores(this PostgresServer server) =>
        Stores.OnPostgres(await server.NewDatabase(), await server.NewDatabase(), await server.NewDatabase());
}
