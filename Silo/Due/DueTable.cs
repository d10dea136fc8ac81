using System.Data.Common;
using Dapper;
using Grains.Due;
using Silo.Storage;

namespace Silo.Due;

/// <summary>What is due, in the profiles store.</summary>
internal sealed class DueTable(Stores stores) : IDueTable
{
    private const string Select = "SELECT kind, customer, at, id, note FROM due ";
    private readonly Store store = stores.Profiles;

    /// <inheritdoc/>
    public ValueTask Set(DueItem item) => Write(
        "INSERT INTO due (kind, customer, id, at, note) VALUES (@kind, @customer, @id, @at, @note) "
        + "ON CONFLICT (kind, customer, id) DO UPDATE SET at = excluded.at, note = excluded.note",
        item);

    /// <inheritdoc/>
    public ValueTask Move(DueItem item, DateTimeOffset at) =>
        Write("UPDATE due SET at = @next WHERE kind = @kind AND customer = @customer AND id = @id AND at = @at", item, at);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueItem>> Next(string kind, DateTimeOffset until, int limit) =>
        Read(Select + "WHERE kind = @kind AND at <= @until ORDER BY at LIMIT @limit", new { kind, until = until.ToUnixTimeSeconds(), limit });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueItem>> List(string kind, DueItem? after, int limit, DateTimeOffset? before) => Read(
        Select + "WHERE kind = @kind AND at >= @at AND (at > @at OR id > @id) AND at < @before ORDER BY at, id LIMIT @limit",
        new
        {
            kind,
            at = after?.At.ToUnixTimeSeconds() ?? long.MinValue,
            id = after?.Id ?? Guid.Empty,
            before = before?.ToUnixTimeSeconds() ?? long.MaxValue,
            limit,
        });

    /// <inheritdoc/>
    public async ValueTask<DueItem?> Find(string kind, Guid customer, Guid id) =>
        (await Read(Select + "WHERE kind = @kind AND customer = @customer AND id = @id", new { kind, customer, id })).SingleOrDefault();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueItem>> Of(string kind, Guid customer) => Read(Select + "WHERE kind = @kind AND customer = @customer", new { kind, customer });

    /// <inheritdoc/>
    public ValueTask Remove(DueItem item) => Write("DELETE FROM due WHERE kind = @kind AND customer = @customer AND id = @id AND at = @at", item);

    /// <inheritdoc/>
    public async ValueTask RemoveUnlisted(Guid customer, IReadOnlyCollection<string> kept)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            $"DELETE FROM due WHERE customer = @customer AND note IS NULL AND kind {store.Dialect.IsNoneOf("@kept")}", new { customer, kept = kept.ToArray() });
    }

    private async ValueTask<IReadOnlyList<DueItem>> Read(string query, object values)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(query, values);
        var items = new List<DueItem>();
        while (await rows.ReadAsync())
        {
            items.Add(ItemOf(rows));
        }

        return items;
    }

    private static DueItem ItemOf(DbDataReader row) => new(row.GetString(0), row.GetGuid(1), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)))
    {
        Id = row.GetGuid(3),
        Note = row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
    };

    private async ValueTask Write(string statement, DueItem item, DateTimeOffset next = default)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            statement,
            new { kind = item.Kind, customer = item.Customer, id = item.Id, at = item.At.ToUnixTimeSeconds(), note = item.Note, next = next.ToUnixTimeSeconds() });
    }
}
