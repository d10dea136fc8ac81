using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Tests.System.Processes;

namespace Tests.System.Failures;

/// <summary>
/// A silo killed in the middle of a workload whose every change has an operation id and is recorded: what was acknowledged is there, what
/// had an unknown outcome and was repeated under its id happened once, and no withdrawal is forgotten.
/// </summary>
[Collection(ClusterTests.Name)]
public sealed class KilledSiloTests(PlatformCluster cluster)
{
    private const int Customers = 12;
    private const int RoundsBeforeKill = 2;
    private const int RoundsAfterKill = 2;

    [SkippableFact]
    public async Task A_killed_silo_loses_nothing_that_was_acknowledged_and_doubles_nothing_that_was_repeated()
    {
        var platform = cluster.Whole();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var histories = Enumerable.Range(0, Customers).Select(_ => new History($"killed-{Guid.NewGuid():N}")).ToArray();
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = histories.Select(history => Work(platform, history, killed.Task, stop.Token)).ToArray();
        await Until.True(() => Task.FromResult(histories.All(h => h.Rounds >= RoundsBeforeKill) || work.Any(w => w.IsFaulted)), () => "a workload under way");

        var whole = await platform.Replace(await platform.HostOf([.. histories.Select(h => h.Id)]));
        killed.SetResult();
        await Task.WhenAll(work);
        await whole();

        foreach (var history in histories)
        {
            await Check(platform, history);
        }

        Assert.Contains(histories, h => h.Repeats > 0); // else the kill hit nothing
    }

    private static async Task Work(Deployment platform, History history, Task killed, CancellationToken stop)
    {
        var path = $"/v1/customers/{history.Id}";
        using var bank = Front.End(platform);
        using var offers = Front.End(platform, "personalised-offers");
        using var self = Front.Customer(platform, history.Id);
        await Acknowledged(history, key => bank.Put(path, new { attributes = new { givenName = "Karla" } }, key), stop);
        for (var after = 0; after < RoundsAfterKill; after += killed.IsCompleted ? 1 : 0)
        {
            var round = history.Rounds;
            var transactions = Made.Transactions(($"t{round}", -1m));
            var booked = await Acknowledged(history, key => bank.Post($"{path}/transactions", transactions, key), stop);
            Assert.Equal(1, (int)booked.Body!["accepted"]!);
            history.Transactions.Add($"t{round}");

            await Acknowledged(history, key => self.Patch($"{path}/profile", new JsonObject { ["attributes"] = new JsonObject { ["city"] = $"city-{round}" } }.ToJsonString(), key), stop);
            history.Patches++;

            await Acknowledged(history, key => self.Put($"{path}/consents/personalised-offers", new { state = "given" }, key), stop);
            await Acknowledged(history, key => self.Put($"{path}/consents/personalised-offers", new { state = "withdrawn" }, key), stop);
            history.Decisions += 2;
            for (var i = 0; i < 3; i++)
            {
                // Unavailable is allowed, a personal answer is not.
                var offered = await Try(() => offers.Get($"{path}/recommendations"));
                Assert.False(offered is { IsSuccess: true } && (bool)offered.Body!["personalised"]!, "a success for a withdrawn purpose");
            }

            history.Rounds++;
        }
    }

    private static async Task Check(Deployment platform, History history)
    {
        var path = $"/v1/customers/{history.Id}";
        using var self = Front.Customer(platform, history.Id);
        var profile = (await self.Get($"{path}/profile")).Body!;
        Assert.Equal($"city-{history.Rounds - 1}", (string?)profile["attributes"]!["city"]!["value"]);
        Assert.Equal(1 + history.Patches, (long)profile["version"]!);
        var transactions = (await self.Get($"{path}/transactions?limit=500")).Body!["transactions"]!.AsArray().Select(t => (string)t!["id"]!);
        Assert.Equal(history.Transactions.Order(StringComparer.Ordinal), transactions.Order(StringComparer.Ordinal));
        Assert.Equal(history.Decisions, (await self.Get($"{path}/consents/history")).Body!["events"]!.AsArray().Count);
        await CheckEntries(self, history);
    }

    /// <summary>The audit log has one entry for each change that was acknowledged, however often it was tried.</summary>
    private static async Task CheckEntries(Front self, History history)
    {
        var usage = (await self.Get($"/v1/customers/{history.Id}/usage?limit=1000")).Body!["entries"]!.AsArray();
        var expected = new Dictionary<string, int>
        {
            ["profile.put"] = 1, ["activity.record"] = history.Rounds, ["profile.patch"] = history.Rounds, ["consent.decide"] = history.Decisions,
        };
        foreach (var (operation, times) in expected)
        {
            var lines = usage.Where(e => (string?)e!["operation"] == operation && (string?)e["outcome"] == "allowed").ToArray();
            Assert.True(times == lines.Length, $"{lines.Length} entries for {times} × {operation}");
            Assert.All(lines, line => Assert.Equal(1, (long)line!["count"]!));
        }
    }

    /// <summary>Makes a change under one operation id until it is acknowledged.</summary>
    private static async Task<Answer> Acknowledged(History history, Func<Guid, Task<Answer>> change, CancellationToken stop)
    {
        var key = Guid.NewGuid();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var answer = await Try(() => change(key));
            if (answer is { IsSuccess: true })
            {
                return answer;
            }

            Assert.True(answer is null or { Status: 503 }, $"{answer?.Status} {answer?.Body}");
            history.Repeats++;
            await pause.WaitForNextTickAsync(stop);
        }
    }

    private static async Task<Answer?> Try(Func<Task<Answer>> call)
    {
        try
        {
            return await call();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>What one customer's callers were told.</summary>
    private sealed class History(string id)
    {
        private volatile int rounds;

        public string Id => id;

        public List<string> Transactions { get; } = [];

        public int Patches { get; set; }

        public int Decisions { get; set; }

        public int Repeats { get; set; }

        public int Rounds
        {
            get => rounds;
            set => rounds = value;
        }
    }
}
