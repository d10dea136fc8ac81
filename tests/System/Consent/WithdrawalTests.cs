using System.Text.Json.Nodes;
using Tests.System.Processes;

namespace Tests.System.Consent;

/// <summary>
/// A withdrawal is in force for every read that begins after it was acknowledged: many clients read while one withdraws, every read is
/// written down with when it began and ended, and the history is judged afterwards.
/// </summary>
[Collection(ClusterTests.Name)]
public sealed class WithdrawalTests(PlatformCluster cluster)
{
    private const int Readers = 64;
    private const int Rounds = 8;

    [SkippableFact]
    public async Task Not_one_read_that_begins_after_an_acknowledged_withdrawal_is_personalised()
    {
        var platform = cluster.Whole();
        var id = await NewCustomer(platform);
        for (var round = 0; round < Rounds; round++)
        {
            Judge(await Round(platform, id, withdraw: (self, key) => Acknowledged(self, id, key)));
        }

        await Events(platform, id, withdrawals: Rounds);
    }

    [SkippableFact]
    public async Task Nor_one_where_the_customers_silo_dies_in_between()
    {
        var platform = cluster.Whole();
        var id = await NewCustomer(platform);
        var victim = await platform.HostOf(id);
        Func<Task>? whole = null;
        var history = await Round(platform, id, async (self, key) =>
        {
            await victim.Freeze(); // so that the withdrawal is surely on its way when the silo dies
            var withdrawal = Acknowledged(self, id, key);
            var hit = withdrawal.ContinueWith(_ => victim.HasExited, TaskScheduler.Default);
            whole = await platform.Replace(victim);
            Assert.True(await hit, "the kill hit nothing");
            return await withdrawal;
        });

        Judge(history);
        await whole!();
        await Events(platform, id, withdrawals: 1);
    }

    [Fact]
    public void A_history_with_a_stale_read_or_a_lost_consent_is_found()
    {
        Assert.Empty(Of(new(11, 12, true), new(21, 31, true), new(21, 31, false), new(29, 45, true), new(31, 40, false)).Faults);
        Assert.Single(Of(new(11, 12, true), new(31, 32, true)).Faults);
        Assert.Single(Of(new(11, 12, false), new(31, 32, false)).Faults);

        static ReadHistory Of(params Read[] reads)
        {
            var history = new ReadHistory { Given = 10, Asked = 20, Withdrawn = 30 };
            Array.ForEach(reads, history.Add);
            return history;
        }
    }

    private static void Judge(ReadHistory history)
    {
        Assert.True(history.Before >= Readers && history.After >= Readers, $"{history.Before} reads before, {history.After} after");
        Assert.Empty(history.Faults);
    }

    /// <summary>One gives, all read, one withdraws, all read on.</summary>
    private static async Task<ReadHistory> Round(Deployment platform, string id, Func<Front, Guid, Task<Answer>> withdraw)
    {
        using var self = Front.Customer(platform, id);
        var history = new ReadHistory();
        Assert.Equal(200, (await self.Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Status);
        history.Given = ReadHistory.Now;
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => Reading(platform, id, history, stop.Token))).ToArray();
        try
        {
            await Until.True(() => Task.FromResult(history.Reads.Count >= 2 * Readers || readers.Any(r => r.IsFaulted)), () => "reads before the withdrawal");
            var key = Guid.NewGuid();
            history.Asked = ReadHistory.Now;
            var withdrawn = await withdraw(self, key);
            history.Withdrawn = ReadHistory.Now;
            await Until.True(() => Task.FromResult(history.After >= 2 * Readers || readers.Any(r => r.IsFaulted)), () => "reads after the withdrawal");
            Assert.Equal(withdrawn.Body!.ToJsonString(), (await Acknowledged(self, id, key)).Body!.ToJsonString());
        }
        finally
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(readers);
        return history;
    }

    private static async Task Reading(Deployment platform, string id, ReadHistory history, CancellationToken stop)
    {
        using var front = Front.End(platform, "personalised-offers");
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20)); // so that a platform that is down is not asked in a circle
        while (!stop.IsCancellationRequested)
        {
            var start = ReadHistory.Now;
            var answer = await Try(() => front.Get($"/v1/customers/{id}/recommendations"));
            if (answer is { IsSuccess: true })
            {
                history.Add(new Read(start, ReadHistory.Now, (bool)answer.Body!["personalised"]!));
            }
            else
            {
                Assert.True(answer is null or { Status: 503 }, $"{answer?.Status} {answer?.Body}");
                await pause.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Withdraws under one operation id until it is acknowledged.</summary>
    private static async Task<Answer> Acknowledged(Front self, string id, Guid key)
    {
        Answer? answer = null;
        await Until.True(
            async () =>
            {
                answer = await Try(() => self.Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "withdrawn" }, key));
                if (answer is { IsSuccess: false, Status: not 503 })
                {
                    Assert.Fail($"{answer.Status} {answer.Body}");
                }

                return answer?.IsSuccess == true;
            },
            () => "a withdrawal acknowledged",
            seconds: 120);
        return answer!;
    }

    private static async Task<string> NewCustomer(Deployment platform)
    {
        var id = $"withdrawal-{Guid.NewGuid():N}";
        using var bank = Front.End(platform);
        Assert.Equal(201, (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Vera", annualIncome = 42000 } })).Status);
        return id;
    }

    /// <summary>As many as were acknowledged, however often each was sent.</summary>
    private static async Task Events(Deployment platform, string id, int withdrawals)
    {
        using var self = Front.Customer(platform, id);
        JsonNode? body = null;
        await Until.True(async () => (body = (await self.Get($"/v1/customers/{id}/consents/history")) is { IsSuccess: true } read ? read.Body : null) is not null, () => "a history");
        var states = body!["events"]!.AsArray().Select(e => (string)e!["state"]!).ToArray();
        Assert.Equal(withdrawals, states.Count(s => s == "withdrawn"));
        Assert.Equal(withdrawals, states.Count(s => s == "given"));
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
}
