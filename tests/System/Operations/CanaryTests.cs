using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tests.System.Processes;

namespace Tests.System.Operations;

/// <summary>Unique values in everything a bank can send, then a search of every byte that leaves the silos' memory.</summary>
[Collection(ClusterTests.Name)]
public sealed class CanaryTests(PlatformCluster cluster)
{
    [SkippableFact]
    public async Task No_value_is_found_in_the_database_the_logs_or_the_telemetry()
    {
        var platform = cluster.Whole();
        var canaries = new Canaries();
        var id = canaries.Text("customer", 40);
        await Live(platform, id, canaries);
        await Fail(platform, id, canaries);
        await Stall(platform, id, canaries);
        await cluster.Postgres.Signal("CONT");
        await platform.Ready();

        // Unwritten pages and the log first, then what a checkpoint wrote.
        var found = canaries.FoundIn(cluster.Postgres.DataFolder).ToList();
        await platform.Sql(platform.Profiles, "CHECKPOINT");
        found.AddRange(canaries.FoundIn(cluster.Postgres.DataFolder));
        found.AddRange(canaries.FoundIn(Encoding.UTF8.GetBytes(platform.Output)).Select(canary => $"{canary} in a process's output: {Canaries.Around(platform.Output, canary)}"));
        found.AddRange(cluster.Collector.Bodies.SelectMany(canaries.FoundIn).Distinct().Select(canary => $"{canary} in the telemetry"));
        Assert.True(found.Count == 0, string.Join('\n', found));

        await SeenFromOutside(cluster.Collector);

        // A search that finds nothing anywhere would find nothing: what may be there is.
        var pseudonym = platform.Pseudonym(id);
        Assert.Contains("Silo", platform.Output, StringComparison.Ordinal);
        Assert.True(cluster.Collector.Holds(pseudonym.ToString("N")), "spans name the customer by pseudonym");
        Assert.NotEmpty(new Canaries("silent-activity").FoundIn(cluster.Postgres.DataFolder));
    }

    private static async Task Live(Deployment platform, string id, Canaries canaries)
    {
        var path = $"/v1/customers/{id}";
        using var bank = Front.End(platform);
        using var offers = Front.End(platform, "personalised-offers");
        using var self = Front.Customer(platform, id);
        var (attributes, own) = (new JsonObject(), new JsonObject());
        foreach (var declared in (await bank.Get("/v1/catalog/attributes")).Body!["attributes"]!.AsArray())
        {
            var isBanks = declared!["writableBy"]!.AsArray().Any(static who => (string)who! == "bank");
            (isBanks ? attributes : own)[(string)declared["name"]!] = canaries.Of(declared);
        }

        var put = await bank.Put(path, new JsonObject { ["attributes"] = attributes }.ToJsonString(), Guid.NewGuid());
        Assert.True(put.Status == 201, put.Body?.ToJsonString());
        Assert.Equal(200, (await self.Patch($"{path}/profile", new JsonObject { ["attributes"] = own }.ToJsonString(), Guid.NewGuid())).Status);
        Assert.Equal(200, (await self.Patch($"{path}/profile", Attribute("city", canaries.Text("patched")), Guid.NewGuid())).Status);
        var transaction = canaries.Text("transaction");
        var booked = await bank.Post($"{path}/transactions", new
        {
            transactions = new[]
            {
                new
                {
                    id = transaction, accountId = canaries.Text("account"), bookedAt = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    amount = canaries.Amount(), currency = "CZK", kind = canaries.Text("kind"), counterparty = canaries.Text("counterparty"),
                    description = canaries.Text("description"), mcc = "5411", balanceAfter = canaries.Amount(),
                },
            },
        }, Guid.NewGuid());
        Assert.True(booked.Status == 200 && (int)booked.Body!["accepted"]! == 1, $"{booked.Status} {booked.Body?.ToJsonString()}");
        Assert.Equal(200, (await self.Get($"{path}/transactions?limit=10")).Status);
        Assert.Equal(200, (await bank.Put($"{path}/consents/personalised-offers", new { state = "given", method = canaries.Text("method") }, Guid.NewGuid())).Status);
        Assert.True((bool)(await offers.Get($"{path}/recommendations")).Body!["personalised"]!);
    }

    private static async Task Fail(Deployment platform, string id, Canaries canaries)
    {
        var path = $"/v1/customers/{id}";
        using var bank = Front.End(platform);
        using var self = Front.Customer(platform, id);
        using var stranger = Front.Customer(platform, canaries.Text("stranger"));
        Assert.Equal(404, (await stranger.Get($"{path}/profile")).Status);
        Assert.Equal(404, (await bank.Get($"/v1/customers/{canaries.Text("unknown")}/profile?{canaries.Text("query")}={canaries.Text("value")}")).Status);
        Assert.Equal(404, (await bank.Get($"/v1/{canaries.Text("route")}")).Status);
        Assert.Equal(422, (await bank.Put(path, Attribute(canaries.Text("undeclared"), canaries.Text("undeclared-value")))).Status);
        Assert.Equal(422, (await bank.Put(path, Attribute("birthDate", canaries.Text("not-a-date")))).Status);
        Assert.Equal(400, (await bank.Put(path, "{" + canaries.Text("malformed"))).Status);
        Assert.Equal(409, (await bank.Delete($"{path}/transactions/{canaries.Text("no-transaction")}")).Status);
        Assert.Equal(422, (await self.Get($"{path}/transactions?before={canaries.Text("cursor")}")).Status);
        Assert.Equal(422, (await self.Put($"{path}/consents/{canaries.Text("purpose", 30)}", new { state = "given" })).Status);
        using var lost = new Front(platform, canaries.Text("token"));
        Assert.Equal(401, (await lost.Get($"{path}/profile")).Status);
    }

    /// <summary>Calls that get no answer in time: whoever gives up on them must not print them.</summary>
    private async Task Stall(Deployment platform, string id, Canaries canaries)
    {
        using var bank = Front.End(platform);
        using var self = Front.Customer(platform, id);
        await Task.WhenAll(platform.Silos.Select(silo => silo.Freeze()));
        try
        {
            var answers = await Task.WhenAll(
                bank.Put($"/v1/customers/{id}", Attribute("givenName", canaries.Text("stalled")), Guid.NewGuid()),
                bank.Delete($"/v1/customers/{id}/transactions/{canaries.Text("stalled-transaction")}", Guid.NewGuid()),
                self.Patch($"/v1/customers/{id}/transactions/{canaries.Text("stalled-category")}", new { category = canaries.Text("category") }, Guid.NewGuid()));
            Assert.All(answers, a => Assert.Equal((503, "unavailable"), (a.Status, a.Code)));
        }
        finally
        {
            await Task.WhenAll(platform.Silos.Select(silo => silo.Thaw()));
        }

        await platform.Ready();
        await cluster.Postgres.Signal("STOP");
        var down = await bank.Put($"/v1/customers/{id}", Attribute("givenName", canaries.Text("down")), Guid.NewGuid());
        Assert.Equal(503, down.Status);
    }

    private static string Attribute(string name, string value) => new JsonObject { ["attributes"] = new JsonObject { [name] = value } }.ToJsonString();

    private static Task SeenFromOutside(OtlpCollector collector)
    {
        string[] expected =
        [
            "profile-platform-api", "profile-platform-silo", "/v1/customers/{id}/profile", "ICustomerProfile/Put", "write storage",
            "profileplatform.storage.duration", "profileplatform.grain.calls", "profileplatform.refusals", "http.server.request.duration",
        ];
        return Until.True(
            () => Task.FromResult(expected.All(collector.Holds)), () => $"telemetry of {string.Join(", ", expected.Where(e => !collector.Holds(e)))}", seconds: 30);
    }
}
