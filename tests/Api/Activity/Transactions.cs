namespace Tests.Api.Activity;

/// <summary>Makes transactions as a core bank sends them.</summary>
internal static class Transactions
{
    /// <summary>One of so many days ago, with members over it.</summary>
    public static Dictionary<string, object?> Of(string id, double daysAgo = 1, decimal amount = -12.5m, params (string Name, object? Value)[] members)
    {
        var made = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["accountId"] = "a-1",
            ["bookedAt"] = Ago(daysAgo),
            ["amount"] = amount,
            ["currency"] = "EUR",
        };
        foreach (var (name, value) in members)
        {
            made[name] = value;
        }

        return made;
    }

    /// <summary>An instant of so many days ago.</summary>
    public static string Ago(double days) => DateTimeOffset.UtcNow.AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Posts them.</summary>
    public static Task<Answer> Post(this Platform platform, string customer, params object[] transactions) =>
        platform.Frontend.Post($"/v1/customers/{customer}/transactions", new { transactions });

    /// <summary>What became of them, e.g. <c>1 accepted, 0 duplicates, x too-old</c>.</summary>
    public static string Outcome(this Answer answer)
    {
        var outcome = answer.Ok();
        Assert.Equal("accepted duplicates rejected", outcome.Members());
        var rejected = outcome.Items("rejected").Select(r => $", {r.Text("id") ?? "?"} {r.Text("reason")}");
        return $"{outcome.GetProperty("accepted")} accepted, {outcome.GetProperty("duplicates")} duplicates{string.Concat(rejected)}";
    }
}
