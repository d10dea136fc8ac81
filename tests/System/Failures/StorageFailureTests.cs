using System.Diagnostics;
using System.Net;
using Npgsql;
using Tests.System.Processes;

namespace Tests.System.Failures;

/// <summary>PostgreSQL gone, standing still, slow or changed behind the platform's back, as callers see it over HTTP.</summary>
[Collection(ClusterTests.Name)]
public sealed class StorageFailureTests(PlatformCluster cluster)
{
    // The contract says "within a bound": a store's command gives up after 5 s, a grain call after 10.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(25);

    [SkippableFact]
    public Task A_change_while_the_server_stands_still_is_unavailable_and_its_repeat_happens_once() =>
        Fails(() => cluster.Postgres.Signal("STOP"), () => cluster.Postgres.Signal("CONT"));

    [SkippableFact]
    public Task A_change_while_the_server_is_gone_is_unavailable_and_its_repeat_happens_once() =>
        Fails(() => cluster.Postgres.Stop(crash: true), () => cluster.Postgres.Start());

    [SkippableFact]
    public async Task A_change_that_waits_too_long_for_a_lock_is_unavailable_and_its_repeat_happens_once()
    {
        var platform = cluster.Whole();
        await using var source = NpgsqlDataSource.Create(platform.Profiles);
        await using var holder = await source.OpenConnectionAsync();
        NpgsqlTransaction? transaction = null;
        await Fails(
            async () =>
            {
                transaction = await holder.BeginTransactionAsync();
                await using var command = new NpgsqlCommand("LOCK TABLE OrleansStorage IN EXCLUSIVE MODE", holder, transaction);
                await command.ExecuteNonQueryAsync();
            },
            async () => await transaction!.DisposeAsync(),
            goesUnready: false);
    }

    [SkippableFact]
    public Task A_change_of_a_row_that_has_changed_meanwhile_is_unavailable_and_its_repeat_happens_once()
    {
        var platform = cluster.Whole();
        return Fails(
            () => platform.Sql(platform.Profiles, "UPDATE OrleansStorage SET Version = Version + 1"),
            () => Task.CompletedTask,
            goesUnready: false);
    }

    private async Task Fails(Func<Task> fail, Func<Task> mend, bool goesUnready = true) // the whole server fails, the audit store first
    {
        var platform = cluster.Whole();
        var id = $"failure-{Guid.NewGuid():N}";
        var path = $"/v1/customers/{id}";
        using var bank = Front.End(platform);
        using var self = Front.Customer(platform, id);
        Assert.Equal(201, (await bank.Put(path, new { attributes = new { givenName = "Fany", city = "Brno" } })).Status);
        var before = await self.Get($"{path}/profile");
        var (patch, post) = (Guid.NewGuid(), Guid.NewGuid());
        const string Move = """{"attributes":{"city":"Praha"}}""";

        await fail();
        try
        {
            var since = Stopwatch.GetTimestamp();
            var answer = await self.Patch($"{path}/profile", Move, patch);
            Assert.Equal((503, goesUnready ? "audit-unavailable" : "unavailable"), (answer.Status, answer.Code));
            Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Bound);
            if (goesUnready)
            {
                await platform.Ready(ready: false);
                Assert.Equal(HttpStatusCode.OK, await platform.Probe("/health/live"));
            }
        }
        finally
        {
            await mend();
        }

        await platform.Ready();
        var first = await Repeated(() => self.Patch($"{path}/profile", Move, patch));
        var again = await self.Patch($"{path}/profile", Move, patch);
        Assert.Equal(200, first.Status);
        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
        Assert.Equal((long)before.Body!["version"]! + 1, (long)first.Body["version"]!);

        Assert.Equal(1, (int)(await Repeated(() => bank.Post($"{path}/transactions", Made.Transactions(("t1", -5m)), post))).Body!["accepted"]!);
        Assert.Equal(1, (int)(await bank.Post($"{path}/transactions", Made.Transactions(("t1", -5m)))).Body!["duplicates"]!);

        // What memory says is what the disk holds: another activation, made from the row alone, says the same.
        var memory = await self.Get($"{path}/profile");
        await platform.Sql(platform.Profiles, "UPDATE OrleansStorage SET Version = Version + 1");
        Assert.Equal(503, (await bank.Post($"{path}/transactions", Made.Transactions(("t2", -5m)))).Status);
        var disk = await Repeated(() => self.Get($"{path}/profile"));
        Assert.Equal(memory.Body!.ToJsonString(), disk.Body!.ToJsonString());
        Assert.Equal("Praha", (string?)disk.Body["attributes"]!["city"]!["value"]);
    }

    private static async Task<Answer> Repeated(Func<Task<Answer>> call)
    {
        Answer? answer = null;
        await Until.True(async () => (answer = await call()).Status != 503, () => $"an answer instead of {answer?.Status}");
        return answer!;
    }
}
