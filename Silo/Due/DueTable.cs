using Dapper;
using Grains.Due;
using Silo.Storage;

namespace Silo.Due;

/// <summary>What is due, in the profiles store.</summary>
internal sealed class DueTable(Stores stores) : IDueTable
{
    private readonly Store store = stores.Profiles;

    /// <inheritdoc/>
    public ValueTask Set(DueItem item) => Write(
        "INSERT INTO due (kind, customer, at) VALUES (@kind, @customer, @at) ON CONFLICT (kind, customer) DO UPDATE SET at = excluded.at", item);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueItem>> Next(string kind, DateTimeOffset until, int limit)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            "SELECT customer, at FROM due WHERE kind = @kind AND at <= @until ORDER BY at LIMIT @limit",
            new { kind, until = until.ToUnixTimeSeconds(), limit });
        var items = new List<DueItem>();
        while (await rows.ReadAsync())
        {
            items.Add(new DueItem(kind, rows.GetGuid(0), DateTimeOffset.FromUnixTimeSeconds(rows.GetInt64(1))));
        }

        return items;
    }

    /// <inheritdoc/>
    public ValueTask Remove(DueItem item) => Write("DELETE FROM due WHERE kind = @kind AND customer = @customer AND at = @at", item);

    private async ValueTask Write(string statement, DueItem item)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(statement, new { kind = item.Kind, customer = item.Customer, at = item.At.ToUnixTimeSeconds() });
    }
}
