using Npgsql;

namespace Tests.System.Rights;

/// <summary>
/// Holds up writes inside one PostgreSQL database, and nothing of the platform knows: a trigger counts the rows that are written for a customer, and the
/// write whose turn it is waits in its transaction for a lock that the test holds. Then the test kills the writer, and either lets the write be committed, its answer
/// lost, or ends its transaction.
/// </summary>
internal sealed class WriteGate : IAsyncDisposable
{
    /// <summary>More writes than any erasure makes.</summary>
    private const int Never = 1_000_000;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection holder;

    private WriteGate(NpgsqlDataSource source, NpgsqlConnection holder) => (this.source, this.holder) = (source, holder);

    /// <summary>Puts a gate before tables.</summary>
    /// <param name="database">The database.</param>
    /// <param name="tables">The tables, each with how one of its rows (<c>one</c>) tells whose it is (<c>gated</c>).</param>
    /// <returns>The gate.</returns>
    public static async Task<WriteGate> Install(string database, params (string Table, string IsOf)[] tables)
    {
        var source = NpgsqlDataSource.Create(database);
        var gate = new WriteGate(source, await source.OpenConnectionAsync());
        await gate.Run(
            "CREATE TABLE write_gate (latch integer PRIMARY KEY, remaining integer NOT NULL, customer uuid, n0 bigint, n1 bigint, subject bytea, mutation uuid)");
        foreach (var (table, isOf) in tables)
        {
            // A cancelled statement (the client gives up after 5 s) stays where it is.
            await gate.Run(
                $$"""
                CREATE FUNCTION pass_{{table}}() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE one record; touched write_gate;
                BEGIN
                    IF TG_OP = 'DELETE' THEN one := OLD; ELSE one := NEW; END IF;
                    UPDATE write_gate AS gated SET remaining = remaining - 1 WHERE {{isOf}} RETURNING * INTO touched;
                    IF touched.remaining = 0 THEN
                        LOOP
                            BEGIN
                                PERFORM pg_advisory_xact_lock_shared(touched.latch);
                                EXIT;
                            EXCEPTION WHEN query_canceled THEN NULL;
                            END;
                        END LOOP;
                    END IF;
                    RETURN one;
                END $$;
                CREATE TRIGGER pass BEFORE INSERT OR UPDATE OR DELETE ON {{table}} FOR EACH ROW EXECUTE FUNCTION pass_{{table}}();
                """);
        }

        return gate;
    }

    /// <summary>Counts a customer's writes and lets them pass.</summary>
    public Task Count(int latch, Gated customer) => Add(latch, Never, customer);

    /// <summary>How many writes have been counted.</summary>
    public async Task<int> Counted(int latch) => Never - await Remaining(latch);

    /// <summary>Holds up a customer's n-th write from now on.</summary>
    /// <param name="latch">The lock's number, not used before in this database.</param>
    /// <param name="number">Which write, from 1.</param>
    /// <param name="customer">The customer.</param>
    public async Task Close(int latch, int number, Gated customer)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", holder) { Parameters = { new() { Value = (long)latch } } };
        await command.ExecuteNonQueryAsync();
        await Add(latch, number, customer);
    }

    /// <summary>The writes that are held up: latch, server process and the client's application name.</summary>
    public async Task<IReadOnlyDictionary<int, (int Process, string Application)>> Waiting()
    {
        await using var command = source.CreateCommand(
            "SELECT l.objid::integer, a.pid, a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            + "WHERE l.locktype = 'advisory' AND NOT l.granted AND a.datname = current_database()");
        await using var rows = await command.ExecuteReaderAsync();
        var waiting = new Dictionary<int, (int, string)>();
        while (await rows.ReadAsync())
        {
            waiting.Add(rows.GetInt32(0), (rows.GetInt32(1), rows.GetString(2)));
        }

        return waiting;
    }

    /// <summary>Ends the transaction of a write that is held up, as if it had never reached the server.</summary>
    public async Task Cut(int process)
    {
        await using var command = source.CreateCommand("SELECT pg_terminate_backend($1)");
        command.Parameters.AddWithValue(process);
        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>Lets a write pass.</summary>
    public async Task Open(int latch)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", holder) { Parameters = { new() { Value = (long)latch } } };
        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>How many writes are left up to the one that is held up, as committed: none once that one is. Waits for its transaction.</summary>
    public async Task<int> Remaining(int latch)
    {
        await using var command = source.CreateCommand("SELECT remaining FROM write_gate WHERE latch = $1 FOR UPDATE");
        command.Parameters.AddWithValue(latch);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await holder.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task Add(int latch, int remaining, Gated customer)
    {
        await using var command = source.CreateCommand("INSERT INTO write_gate VALUES ($1, $2, $3, $4, $5, $6, $7)");
        foreach (var value in (object[])[latch, remaining, customer.Customer, customer.N0, customer.N1, customer.Subject, customer.Destruction])
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
    }

    private async Task Run(string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
