using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tests.Benchmarks.Platform;

/// <summary>Customers who are always the same but for the dates: a profile, the consent, and 13 months of 20 transactions on one account.</summary>
internal static class BankCustomers
{
    /// <summary>Transactions of one customer.</summary>
    public const int PerCustomer = Months * PerMonth;

    private const int Months = 13;
    private const int PerMonth = 20;
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
    private static readonly string[] MerchantCategories = ["5411", "5812", "5541", "4111", "5732", "7832"];
    private static readonly string[] Employments = ["employed", "self-employed", "student", "retired"];

    /// <summary>The bank's id of a customer.</summary>
    public static string Id(int customer) => string.Create(CultureInfo.InvariantCulture, $"bench-{customer:D6}");

    /// <summary>A customer's attributes.</summary>
    public static JsonObject Attributes(int customer)
    {
        var random = new Random(customer);
        return new JsonObject
        {
            ["givenName"] = $"Given{customer}",
            ["familyName"] = $"Family{customer}",
            ["birthDate"] = Date(Today.AddDays(-random.Next(18 * 366, 80 * 365))),
            ["email"] = $"customer{customer}@example.org",
            ["phone"] = $"+420 600 {customer:D6}",
            ["street"] = $"Long Street {customer}",
            ["city"] = "Prague",
            ["postalCode"] = "11000",
            ["country"] = "CZ",
            ["language"] = "cs",
            ["employmentStatus"] = Employments[random.Next(Employments.Length)],
            ["annualIncome"] = random.Next(10_000, 120_000),
            ["householdSize"] = random.Next(1, 6),
            ["segment"] = random.Next(8) == 0 ? "affluent" : "retail",
            ["customerSince"] = Date(Today.AddDays(-random.Next(400, 9_000))),
            ["holdings"] = new JsonArray("current-account", "debit-card"),
        };
    }

    /// <summary>The import's lines of customers, one after the other.</summary>
    /// <param name="first">The first customer.</param>
    /// <param name="count">How many.</param>
    public static IEnumerable<string> Lines(int first, int count)
    {
        for (var customer = first; customer < first + count; customer++)
        {
            var id = Id(customer);
            yield return new JsonObject { ["customer"] = new JsonObject { ["id"] = id, ["attributes"] = Attributes(customer) } }.ToJsonString();
            yield return JsonSerializer.Serialize(new
            {
                consent = new { customerId = id, purpose = "personalised-offers", state = "given", method = "web-form", at = Instant(Today.AddDays(-400)) },
            });
            yield return Transactions(id, customer);
        }
    }

    /// <summary>The body of a post of one transaction, new each time it is sent.</summary>
    public static string FreshTransaction(int customer) => $$"""
        {"transactions":[{"id":"{{Load.LoadRequest.Sequence}}","accountId":"{{Id(customer)}}-a","bookedAt":"{{Instant(Today.AddHours(-1))}}","amount":-12.5,"currency":"CZK","counterparty":"Corner shop","mcc":"5411","balanceAfter":1000}]}
        """;

    private static string Transactions(string id, int customer)
    {
        var random = new Random(customer);
        var start = Today.AddMonths(1 - Months);
        var step = (Today - start) / PerCustomer;
        var text = new StringBuilder($"{{\"transactions\":{{\"customerId\":\"{id}\",\"items\":[");
        var balance = 20_000;
        for (var i = 0; i < PerCustomer; i++)
        {
            var amount = i % PerMonth == 0 ? 30_000 : -random.Next(100, 2_600);
            var counterparty = i % PerMonth == 0 ? "Employer a.s." : $"Merchant {random.Next(40)}";
            balance += amount;
            text.Append(i == 0 ? string.Empty : ",").Append(CultureInfo.InvariantCulture, $$"""
                {"id":"{{id}}-{{i}}","accountId":"{{id}}-a","bookedAt":"{{Instant(start + (step * i))}}","amount":{{amount}},"currency":"CZK","counterparty":"{{counterparty}}","mcc":"{{MerchantCategories[random.Next(MerchantCategories.Length)]}}","balanceAfter":{{balance}}}
                """);
        }

        return text.Append("]}}").ToString();
    }

    private static string Date(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
