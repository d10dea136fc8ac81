using System.Data.Common;
using Dapper;
using Grains.Keys;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>The keys store over ADO.NET.</summary>
internal sealed class CustomerKeyStore(Stores stores) : ICustomerKeyStore
{
    // A change finds its row only while the key that the caller read is the one stored: a tombstone and a re-wrapped key are another row.
    private const string Unchanged = "WHERE customer = @customer AND personal = @personal AND personal_wrapped_by = @wrappedBy";

    // The id of a pending key and those of former keys stay, for the log to name them.
    private const string Destroyed = "status = 1, personal = NULL, personal_wrapped_by = NULL, pending = NULL, pending_wrapped_by = NULL, lineage = NULL";

    // A released id has another key, so that no tombstone is released twice.
    private const string StillErased = "WHERE customer = @customer AND personal_key_id = @keyId AND status = 1";

    // Once a generation is retired, the last key that it wrapped is being looked for: nothing new may come behind.
    private const string NotRetired = "NOT EXISTS (SELECT 1 FROM key_generation WHERE id = @personalBy AND retired_at IS NOT NULL)";

    private readonly Store store = stores.Keys;

    /// <inheritdoc/>
    public async ValueTask<CustomerKeyRow?> Read(Guid customer)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            "SELECT status, personal_key_id, personal_wrapped_by, personal, evidence_key_id, evidence_wrapped_by, evidence, floor, "
            + "pending_key_id, pending_wrapped_by, pending, lineage, former FROM customer_key WHERE customer = @customer",
            new { customer });
        return !await rows.ReadAsync() ? null : new CustomerKeyRow
        {
            Customer = customer,
            Status = rows.GetInt16(0) == 0 ? CustomerKeyStatus.Active : CustomerKeyStatus.Erased,
            PersonalKeyId = rows.GetGuid(1),
            Personal = Wrapped(rows, 2),
            EvidenceKeyId = rows.GetGuid(4),
            Evidence = Wrapped(rows, 5),
            Floor = rows.GetInt64(7),
            PendingKeyId = await rows.IsDBNullAsync(8) ? null : rows.GetGuid(8),
            Pending = Wrapped(rows, 9),
            Lineage = Bytes(rows, 11),
            Former = [.. (Bytes(rows, 12) ?? []).Chunk(16).Select(static id => new Guid(id, bigEndian: true))],
        };
    }

    /// <inheritdoc/>
    public async ValueTask<CustomerKeyRow> Create(CustomerKeyRow fresh)
    {
        var created = await Write(
            "INSERT INTO customer_key (customer, status, personal_key_id, personal_wrapped_by, personal, evidence_key_id, evidence_wrapped_by, evidence, floor) "
            + $"SELECT @Customer, 0, @PersonalKeyId, @personalBy, @personal, @EvidenceKeyId, @evidenceBy, @evidence, @Floor WHERE {NotRetired} "
            + "ON CONFLICT (customer) DO NOTHING",
            new
            {
                fresh.Customer,
                fresh.PersonalKeyId,
                personalBy = fresh.Personal!.WrappedBy,
                personal = fresh.Personal.Bytes,
                fresh.EvidenceKeyId,
                evidenceBy = fresh.Evidence!.WrappedBy,
                evidence = fresh.Evidence.Bytes,
                fresh.Floor,
            });
        return created == 1 ? fresh : await Read(fresh.Customer) ?? throw new RetiredGenerationException(); // rows are never deleted
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RaiseFloor(CustomerKeyRow row, long floor) => row.Personal is { } personal && await Write(
        $"UPDATE customer_key SET floor = CASE WHEN floor < @floor THEN @floor ELSE floor END {Unchanged}",
        new { customer = row.Customer, personal = personal.Bytes, wrappedBy = personal.WrappedBy, floor }) == 1;

    /// <inheritdoc/>
    public async ValueTask<bool> Prepare(CustomerKeyRow row, CustomerKeyRow fresh) => row.Personal is { } personal && await Write(
        $"UPDATE customer_key SET pending_key_id = @PendingKeyId, pending = @pending, pending_wrapped_by = @personalBy {Unchanged} AND pending IS NULL AND {NotRetired}",
        new
        {
            customer = row.Customer,
            personal = personal.Bytes,
            wrappedBy = personal.WrappedBy,
            fresh.PendingKeyId,
            pending = fresh.Pending!.Bytes,
            personalBy = fresh.Pending.WrappedBy,
        }) == 1;

    /// <inheritdoc/>
    public async ValueTask<bool> Replace(CustomerKeyRow row, CustomerKeyRow replaced)
    {
        if (row is not { Personal: { } personal, Pending: { } pending } || await Write(
            "UPDATE customer_key SET personal_key_id = @PersonalKeyId, personal = pending, personal_wrapped_by = pending_wrapped_by, "
            + $"pending_key_id = NULL, pending = NULL, pending_wrapped_by = NULL, lineage = @Lineage, former = @former {Unchanged} "
            + "AND pending = @pending AND pending_wrapped_by = @pendingBy",
            new
            {
                customer = row.Customer,
                personal = personal.Bytes,
                wrappedBy = personal.WrappedBy,
                pending = pending.Bytes,
                pendingBy = pending.WrappedBy,
                replaced.PersonalKeyId,
                replaced.Lineage,
                former = replaced.Former.SelectMany(static id => id.ToByteArray(bigEndian: true)).ToArray(),
            }) != 1)
        {
            return false;
        }

        await ForgetOldPages();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Destroy(CustomerKeyRow row)
    {
        if (row.Personal is { } personal && await Write(
            $"UPDATE customer_key SET {Destroyed} {Unchanged}",
            new { customer = row.Customer, personal = personal.Bytes, wrappedBy = personal.WrappedBy }) == 1)
        {
            await ForgetOldPages();
            return true;
        }

        return await Read(row.Customer) is { Status: CustomerKeyStatus.Erased };
    }

    /// <inheritdoc/>
    public async ValueTask<int> DestroyByKeyId(IReadOnlyCollection<Guid> personalKeyIds)
    {
        var destroyed = await Write(
            $"UPDATE customer_key SET {Destroyed} WHERE personal_key_id {store.Dialect.IsOneOf("@ids")} AND status = 0",
            new { ids = personalKeyIds.ToArray() });
        if (destroyed > 0)
        {
            await ForgetOldPages();
        }

        return destroyed;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DestroyEvidence(CustomerKeyRow tombstone) =>
        (tombstone.Evidence is { } evidence && await Write(
            $"UPDATE customer_key SET evidence = NULL, evidence_wrapped_by = NULL {StillErased} AND evidence = @evidence AND evidence_wrapped_by = @wrappedBy",
            new { customer = tombstone.Customer, keyId = tombstone.PersonalKeyId, evidence = evidence.Bytes, wrappedBy = evidence.WrappedBy }) == 1)
        || await Read(tombstone.Customer) is { Evidence: null };

    /// <inheritdoc/>
    public async ValueTask<bool> Release(CustomerKeyRow tombstone, CustomerKeyRow fresh) => await Write(
        "UPDATE customer_key SET status = 0, floor = 0, pending_key_id = NULL, former = NULL, personal_key_id = @PersonalKeyId, personal = @personal, personal_wrapped_by = @personalBy, "
        + $"evidence_key_id = @EvidenceKeyId, evidence = @evidence, evidence_wrapped_by = @evidenceBy {StillErased} AND {NotRetired}",
        new
        {
            customer = tombstone.Customer,
            keyId = tombstone.PersonalKeyId,
            fresh.PersonalKeyId,
            personalBy = fresh.Personal!.WrappedBy,
            personal = fresh.Personal.Bytes,
            fresh.EvidenceKeyId,
            evidenceBy = fresh.Evidence!.WrappedBy,
            evidence = fresh.Evidence.Bytes,
        }) == 1;

    /// <inheritdoc/>
    public async ValueTask<bool> IsEmpty() => await Count("SELECT count(*) FROM (SELECT 1 FROM customer_key LIMIT 1) AS one") == 0;

    /// <inheritdoc/>
    public async ValueTask<WrappedKey> PlatformKey(string name, WrappedKey fresh)
    {
        if (await Write(
            $"INSERT INTO platform_key (name, wrapped_by, wrapped) SELECT @name, @personalBy, @Bytes WHERE {NotRetired} ON CONFLICT (name) DO NOTHING",
            new { name, personalBy = fresh.WrappedBy, fresh.Bytes }) == 1)
        {
            return fresh;
        }

        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync("SELECT wrapped_by, wrapped FROM platform_key WHERE name = @name", new { name });
        return await rows.ReadAsync() ? Wrapped(rows, 0)! : throw new RetiredGenerationException();
    }

    /// <summary>Whether the store holds any wrapped key, so that a lost key ring must not be replaced by a new one.</summary>
    /// <returns>True where it does.</returns>
    public async ValueTask<bool> HoldsKeys() => !await IsEmpty() || await Count("SELECT count(*) FROM platform_key") > 0;

    private static WrappedKey? Wrapped(DbDataReader rows, int at) =>
        rows.IsDBNull(at) ? null : new WrappedKey(rows.GetString(at), rows.GetFieldValue<byte[]>(at + 1));

    private static byte[]? Bytes(DbDataReader rows, int at) => rows.IsDBNull(at) ? null : rows.GetFieldValue<byte[]>(at);

    private async ValueTask<long> Count(string query)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(query);
    }

    /// <summary>SQLite's write-ahead log still holds the page as it was, with the wrapped key in it. Where somebody reads just now, it goes with the
    /// next one.</summary>
    private async ValueTask ForgetOldPages()
    {
        if (store.Dialect == StoreDialect.Sqlite)
        {
            await Write("PRAGMA wal_checkpoint(TRUNCATE)", new { });
        }
    }

    private async ValueTask<int> Write(string statement, object values)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        return await connection.ExecuteAsync(statement, values);
    }
}
