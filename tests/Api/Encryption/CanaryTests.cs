using System.Text;
using System.Text.RegularExpressions;
using Tests.Api.Activity;

namespace Tests.Api.Encryption;

/// <summary>Nothing personal in clear: values written through every door are found in no byte of the data folder and in no line of the logs.</summary>
public sealed partial class CanaryTests
{
    private const string Customer = "canary-customer-id-5512";

    private static readonly Dictionary<string, object> Attributes = new()
    {
        ["givenName"] = "Canarygiven", ["familyName"] = "Canaryfamily", ["birthDate"] = "1947-11-13", ["gender"] = "undisclosed", ["nationality"] = "CZ",
        ["email"] = "canary-mail@example.com", ["phone"] = "+420 5519 7731", ["street"] = "Canarystreet 7", ["city"] = "Canarycity", ["postalCode"] = "CNR 77315",
        ["country"] = "CZ", ["language"] = "cnr-Canarylg", ["occupation"] = "Canaryoccupation", ["employmentStatus"] = "self-employed", ["annualIncome"] = 77315.25,
        ["householdSize"] = 7, ["maritalStatus"] = "registered-partnership", ["segment"] = "canarysegment", ["customerSince"] = "1973-07-15",
        ["holdings"] = new[] { "canary-product" }, ["accessibilityNeeds"] = "Canaryneeds",
    };

    private static readonly Dictionary<string, object?> Transaction = Transactions.Of("canarytx-id", 1, -77315.5m,
        ("accountId", "canaryaccount"), ("kind", "canarykind"), ("counterparty", "Canarycounterparty"), ("description", "Canarydescription"), ("mcc", "5411"), ("balanceAfter", 773155.75));

    [Fact]
    public async Task Written_through_every_door_it_is_nowhere_in_the_folder_and_nowhere_in_the_logs()
    {
        using var folder = new TemporaryFolder();
        await using var process = await PlatformProcess.Start(
            folder.Below("data"), 0, ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"), ("Logging__LogLevel__Orleans", "Trace"),
            ("Logging__LogLevel__Grains", "Trace"), ("Logging__LogLevel__ApiHost", "Trace"), ("Logging__LogLevel__OpenIddict", "Trace"), ("Logging__Console__LogLevel__Default", "Trace"),
            ("Logging__Console__LogLevel__Microsoft.AspNetCore", "Trace"), ("Logging__Console__LogLevel__Orleans", "Trace"));
        await Write(process);

        var running = Search(process.Folder);
        Assert.Equal(0, await process.Interrupt());

        Assert.Empty(running);
        Assert.Empty(Search(process.Folder));
        var output = process.Output + process.Errors;
        Assert.Contains("trce: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output.Split('\n'), line => Canaries.Any(canary => line.Contains(canary, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_search_finds_what_is_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Below("a"), [7, .. Encoding.UTF8.GetBytes("CANARYGIVEN")]);
        File.WriteAllBytes(folder.Below("b"), [7, .. Encoding.Unicode.GetBytes("Canarycity")]);
        File.WriteAllText(folder.Below("c"), Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Customer)));

        Assert.Equal(["a: Canarygiven", "b: Canarycity", $"c: {Customer}"], Search(folder.Path));
    }

    /// <summary>Every value long enough to be no coincidence.</summary>
    private static IEnumerable<string> Canaries =>
        Attributes.Values.Concat(Transaction.Where(m => m.Key is not ("mcc" or "currency")).Select(m => m.Value!))
            .Select(value => value as string ?? (value as string[])?[0] ?? Convert.ToString(value)!).Append(Customer).Append("canarymethod").Append("canary case 4711")
            .Where(text => text.Length > 4 && text is not ("undisclosed" or "self-employed" or "registered-partnership"));

    private static async Task Write(PlatformProcess process)
    {
        var callers = new Callers(process.Http);
        var (frontend, customer) = ((await callers.Client("frontend")).For("servicing"), await callers.Customer(Customer));
        var path = $"/v1/customers/{Customer}";
        (await frontend.Once(Guid.NewGuid()).Put(path, new { attributes = Attributes })).Ok(201);
        (await customer.Patch($"{path}/profile", new { attributes = new { city = "Canarycity" } })).Ok();
        (await customer.Put($"{path}/consents/personalised-offers", new { state = "given", method = "canarymethod" })).Ok();
        (await frontend.Once(Guid.NewGuid()).Post($"{path}/transactions", new { transactions = new[] { Transaction } })).Ok();
        (await customer.Patch($"{path}/transactions/canarytx-id", new { category = "pets" })).Ok();
        Assert.Contains("1 customers", Regex.Replace((await frontend.Import(new { customer = new { id = Customer, attributes = Attributes } })).Text, "\"customers\":1,", "1 customers"), StringComparison.Ordinal);
        (await (await callers.Client("advisor")).For("servicing").With("Case-Reference", "canary case 4711").Get($"{path}/profile")).Ok();

        foreach (var (purpose, routes) in new[] { ("financial-insights", "insights spending recurring forecast"), ("advice", "advice"), ("ui-personalisation", "layout"), ("personalised-offers", "recommendations decisions") })
        {
            (await customer.Put($"{path}/consents/{purpose}", new { state = "given" })).Ok();
            foreach (var route in routes.Split(' '))
            {
                (await customer.Get($"{path}/{route}")).Ok();
            }
        }

        // What is refused must not be logged either.
        (await frontend.Put($"/v1/customers/Canarycity%2F{Customer}", new { attributes = Attributes })).Problem(404, "customer-unknown");
        (await customer.Get($"{path}/forecast?accountId=Canarydescription")).Problem(404, "not-found");
        (await customer.Post($"{path}/insights/Canarydescription/acknowledge")).Problem(404, "not-found");
        (await customer.Get($"{path}/transactions?before=Canarydescription")).Problem(422, "invalid-value");
        (await customer.Patch($"{path}/profile", """{"attributes":{"Canarygiven":"Canarycity"}}""")).Problem(422, "undeclared-attribute");
        (await customer.Patch($"{path}/profile", "Canarycity")).Problem(400, "malformed-request");
        (await customer.Delete($"{path}/Canarycity")).Problem(404, "not-found");
    }

    /// <summary>Looks for the canaries in every byte: as UTF-8 and UTF-16 in any case, and inside base64.</summary>
    private static List<string> Search(string folder)
    {
        var hits = new List<string>();
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) == "platform.lock")
            {
                continue;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            string[] readings = [Encoding.Latin1.GetString(bytes), Encoding.Unicode.GetString(bytes), Encoding.Unicode.GetString(bytes.AsSpan(Math.Min(1, bytes.Length))), Decoded(bytes)];
            hits.AddRange(Canaries.Where(canary => readings.Any(text => text.Contains(canary, StringComparison.OrdinalIgnoreCase))).Distinct().Select(canary => $"{Path.GetFileName(path)}: {canary}"));
        }

        return hits;
    }

    private static string Decoded(byte[] bytes) => string.Join('\n', Base64().Matches(Encoding.Latin1.GetString(bytes)).SelectMany(match => Enumerable.Range(0, 4).Select(skip =>
    {
        var text = match.Value.Replace('-', '+').Replace('_', '/')[skip..].TrimEnd('=');
        return Encoding.Latin1.GetString(Convert.FromBase64String(text[..(text.Length / 4 * 4)]));
    })));

    [GeneratedRegex("[A-Za-z0-9+/_-]{12,}=*")]
    private static partial Regex Base64();
}
