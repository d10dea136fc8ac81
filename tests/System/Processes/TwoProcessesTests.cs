using System.Net;
using System.Text.Json.Nodes;

namespace Tests.System.Processes;

/// <summary>ApiHost as a client of silos, by configuration alone.</summary>
[Collection(ClusterTests.Name)]
public sealed class TwoProcessesTests(PlatformCluster cluster)
{
    private static readonly object Jana = new { attributes = new { givenName = "Jana", city = "Brno", segment = "retail" } };

    [SkippableFact]
    public async Task A_customer_is_served_over_HTTP_from_another_process()
    {
        var platform = cluster.Whole();
        var id = $"jana-{Guid.NewGuid():N}";
        var path = $"/v1/customers/{id}";
        using var bank = Front.End(platform);
        using var offers = Front.End(platform, "personalised-offers");
        using var jana = Front.Customer(platform, id);

        Assert.Equal(404, (await bank.Get($"{path}/profile")).Status);
        Assert.Equal(201, (await bank.Put(path, Jana)).Status);
        var read = await jana.Get($"{path}/profile");
        Assert.Equal("Jana", (string?)read.Body!["attributes"]!["givenName"]!["value"]);

        Assert.Equal(412, (await jana.Patch($"{path}/profile", """{"attributes":{"city":"Praha"}}""", ifMatch: "\"99\"")).Status);
        Assert.Equal(200, (await jana.Patch($"{path}/profile", """{"attributes":{"city":"Praha"}}""", ifMatch: read.ETag)).Status);
        Assert.Equal("Praha", (string?)(await bank.Get($"{path}/profile")).Body!["attributes"]!["city"]!["value"]);

        var booked = await bank.Post($"{path}/transactions", Made.Transactions(("t1", -12.5m), ("t2", 1000m)));
        Assert.Equal(2, (int)booked.Body!["accepted"]!);
        Assert.Equal(2, (int)(await bank.Post($"{path}/transactions", Made.Transactions(("t1", -12.5m), ("t2", 1000m)))).Body!["duplicates"]!);
        Assert.Equal(2, ((JsonArray)(await jana.Get($"{path}/transactions")).Body!["transactions"]!).Count);

        Assert.False((bool)(await offers.Get($"{path}/recommendations")).Body!["personalised"]!);
        Assert.Equal(200, (await jana.Put($"{path}/consents/personalised-offers", new { state = "given" })).Status);
        var personal = await offers.Get($"{path}/recommendations");
        Assert.True((bool)personal.Body!["personalised"]!);
        var feedback = $"{path}/recommendations/{(string)personal.Body["decisionId"]!}/feedback";
        Assert.Equal(204, (await offers.Post(feedback, new { offer = (string)personal.Body["items"]![0]!["offer"]!, outcome = "clicked" })).Status);
        Assert.Equal(200, (await jana.Put($"{path}/consents/personalised-offers", new { state = "withdrawn" })).Status);
        Assert.False((bool)(await offers.Get($"{path}/recommendations")).Body!["personalised"]!);
    }

    [SkippableFact]
    public async Task Live_comes_before_ready_and_two_silos_may_install_the_schema_at_once()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var platform = await Deployment.OnNewDatabases(cluster.Postgres);
        platform.StartApi();
        await Until.True(async () => await platform.Probe("/health/live") == HttpStatusCode.OK, () => $"live\n{platform.Tail()}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await platform.Probe("/health/ready"));

        platform.StartSilo();
        platform.StartSilo();
        await platform.Members(2);
        await platform.Ready();
        Assert.All(platform.Silos, silo => Assert.False(silo.HasExited));

        // A second start finds the schema installed.
        await platform.Silos[0].Stop();
        Assert.True(platform.Silos[0].ExitCode == 0, $"{platform.Silos[0].ExitCode}\n{platform.Tail()}");
        platform.StartSilo();
        await platform.Members(2);
        await platform.Ready();
    }
}
