using System.Globalization;

namespace Tests.System.Processes;

/// <summary>Bodies made for tests.</summary>
internal static class Made
{
    /// <summary>Transactions of one account, booked now.</summary>
    public static string Transactions(params (string Id, decimal Amount)[] items) => global::System.Text.Json.JsonSerializer.Serialize(new
    {
        transactions = items.Select(t => new
        {
            id = t.Id,
            accountId = "a1",
            bookedAt = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            amount = t.Amount,
            currency = "CZK",
        }),
    });
}
