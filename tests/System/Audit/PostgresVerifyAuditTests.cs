using Silo.Storage;
using Tests.System;

namespace Tests.Audit;

[Collection(PostgresTests.Name)]
public sealed class PostgresVerifyAuditTests(PostgresServer server) : VerifyAuditConformance
{
    private string? database;

    protected override string Place => database!;

    internal override async Task<Stores> Open()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        database ??= await server.NewDatabase();
        return Stores.OnPostgres(database, database, database);
    }
}
