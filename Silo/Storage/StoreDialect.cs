namespace Silo.Storage;

/// <summary>What differs between the databases a store can stand in; the statements of the stores themselves do not.</summary>
internal sealed record StoreDialect
{
    /// <summary>SQLite, for the embedded mode: one process, one file per store.</summary>
    public static readonly StoreDialect Sqlite = new()
    {
        Name = "Sqlite",
        Invariant = "System.Data.SQLite", // so Orleans calls it, though it loads Microsoft.Data.Sqlite
        TableExists = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @table",
        IsOneOf = static list => $"IN {list}",
        IsNoneOf = static list => $"NOT IN {list}",
    };

    /// <summary>PostgreSQL 15 or newer (unique indexes with NULLS NOT DISTINCT), for the cluster mode.</summary>
    public static readonly StoreDialect Postgres = new()
    {
        Name = "Postgres",
        Invariant = "Npgsql",
        TableExists = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = @table",
        IsOneOf = static list => $"= ANY ({list})",
        IsNoneOf = static list => $"<> ALL ({list})",
        Lock = "SELECT pg_advisory_xact_lock(7765226071)",
    };

    private StoreDialect()
    {
    }

    /// <summary>The name, also the folder of its scripts.</summary>
    public required string Name { get; init; }

    /// <summary>What Orleans' AdoNet providers call it.</summary>
    public required string Invariant { get; init; }

    /// <summary>Counts the tables named <c>@table</c> (lower case).</summary>
    public required string TableExists { get; init; }

    /// <summary>"Is one of the list" that a parameter holds: Dapper writes a list out for SQLite, PostgreSQL takes it as an array.</summary>
    public required Func<string, string> IsOneOf { get; init; }

    /// <summary>"Is none of the list", likewise.</summary>
    public required Func<string, string> IsNoneOf { get; init; }

    /// <summary>Makes installers wait for each other, inside a transaction; null where beginning one does.</summary>
    public string? Lock { get; init; }
}
