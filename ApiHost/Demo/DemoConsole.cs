using System.Globalization;
using ApiHost.Activity;

namespace ApiHost.Demo;

/// <summary>What the command line says of the demo bank.</summary>
internal static class DemoConsole
{
    private const int BarWidth = 40;

    /// <summary>Draws the progress bar over itself.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="customers">How many customers are loaded.</param>
    public static void Bar(TextWriter console, long customers)
    {
        var part = Math.Min(1.0, (double)customers / DemoBank.Customers);
        var full = (int)(part * BarWidth);
        console.Write(string.Create(
            CultureInfo.InvariantCulture, $"\rLoading the demo bank [{new string('#', full)}{new string('.', BarWidth - full)}] {part * 100,3:F0} %"));
    }

    /// <summary>Says how the load ended.</summary>
    /// <param name="console">The console.</param>
    /// <param name="counts">What was loaded.</param>
    /// <param name="isDone">Whether all of it was.</param>
    /// <param name="isTerminal">Whether a bar was drawn.</param>
    /// <param name="time">How long it took.</param>
    public static void Loaded(TextWriter console, in ImportCounts counts, bool isDone, bool isTerminal, TimeSpan time)
    {
        if (isTerminal)
        {
            Bar(console, isDone ? DemoBank.Customers : counts.Customers);
            console.WriteLine();
        }

        console.WriteLine(isDone
            ? string.Create(CultureInfo.InvariantCulture, $"The demo bank is open: {counts.Customers} customers, {counts.Transactions} transactions, loaded in {time.TotalSeconds:F1} s.")
            : "The demo bank is not complete: the next start goes on with it.");
    }

    /// <summary>Prints the next calls to try.</summary>
    /// <param name="console">The console.</param>
    /// <param name="url">The platform's address.</param>
    public static void NextCalls(TextWriter console, string url)
    {
        var address = url.TrimEnd('/');
        console.WriteLine($$"""

            Try it (a customer's token, a front end's token, then five calls):

              TOKEN=$(curl -s {{address}}/connect/token -d grant_type=password -d client_id=demo-app -d username=demo-001 -d password=demo | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
              FRONTEND=$(curl -s {{address}}/connect/token -d grant_type=client_credentials -d client_id=frontend -d client_secret=demo | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')

              curl -H "Authorization: Bearer $TOKEN" {{address}}/v1/customers/demo-001/profile
              curl -H "Authorization: Bearer $TOKEN" {{address}}/v1/customers/demo-001/transactions?limit=5
              curl -H "Authorization: Bearer $TOKEN" -X PUT {{address}}/v1/customers/demo-001/consents/personalised-offers -H 'Content-Type: application/json' -d '{"state":"given","language":"en"}'
              curl -H "Authorization: Bearer $TOKEN" '{{address}}/v1/customers/demo-001/recommendations?surface=home&limit=3'
              curl -H "Authorization: Bearer $FRONTEND" -H 'Processing-Purpose: servicing' {{address}}/v1/customers/demo-001/transactions -H 'Content-Type: application/json' -d '{"transactions":[{"id":"coffee-1","accountId":"demo-001-current","bookedAt":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","amount":-3.20,"currency":"EUR","counterparty":"Café Zentral","mcc":"5814"}]}'

            Everything else: {{address}}/docs
            """);
    }
}
