using Tests.System.Processes;

namespace Tests.System.Rights;

/// <summary>A silo of two killed while customers are being erased, each in another step: whatever it was, every erasure ends in the same state, and
/// no key of it is destroyed twice or not at all.</summary>
[Collection(ClusterTests.Name)]
public sealed class KilledErasureTests(PlatformCluster cluster)
{
    private const int Customers = 24;
    private const int AtOnce = 6;

    [SkippableFact]
    public async Task Erasures_cut_off_by_a_killed_silo_all_end_in_the_same_state()
    {
        var platform = cluster.Whole();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        var ids = Enumerable.Range(0, Customers).Select(_ => $"forgotten-{Guid.NewGuid():N}").ToArray();
        using var bank = Front.End(platform);
        foreach (var id in ids)
        {
            Assert.True((await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Karla" } }, Guid.NewGuid())).IsSuccess);
        }

        using var gate = new SemaphoreSlim(AtOnce);
        var acknowledged = 0;
        var erasures = ids.Select(async id =>
        {
            await gate.WaitAsync(stop.Token);
            try
            {
                var request = await File(platform, id, stop.Token);
                Interlocked.Increment(ref acknowledged);
                return request;
            }
            finally
            {
                gate.Release();
            }
        }).ToArray();
        await Until.True(() => Task.FromResult(acknowledged >= AtOnce), () => "erasures under way");
        var whole = await platform.Replace(await platform.HostOf(ids));
        var requests = await Task.WhenAll(erasures);
        await whole();

        for (var i = 0; i < ids.Length; i++)
        {
            await Check(platform, ids[i], requests[i]);
        }
    }

    /// <summary>Asks under one operation id until it is acknowledged.</summary>
    private static async Task<string> File(Deployment platform, string id, CancellationToken stop)
    {
        using var self = Front.Customer(platform, id);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var key = Guid.NewGuid(); ;)
        {
            try
            {
                var answer = await self.Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" }, key);
                if (answer.IsSuccess)
                {
                    return (string)answer.Body!["requestId"]!;
                }

                Assert.True(answer.Status == 503, $"{answer.Status} {answer.Body}");
            }
            catch (HttpRequestException)
            {
                // Unknown: asked again.
            }

            await pause.WaitForNextTickAsync(stop);
        }
    }

    private static async Task Check(Deployment platform, string id, string request)
    {
        using var self = Front.Customer(platform, id);
        await Until.True(
            async () => (string?)(await self.Get($"/v1/customers/{id}/rights/{request}")).Body?["status"] == "fulfilled", () => $"the erasure to end\n{platform.Tail()}", 150);
        Assert.Equal("customer-erased", (await self.Get($"/v1/customers/{id}/profile")).Code);
        Assert.Single((await self.Get($"/v1/customers/{id}/rights")).Body!["requests"]!.AsArray());
        var customer = platform.Pseudonym(id);
        Assert.Equal(1, await platform.Scalar<long>(
            platform.Keys, "SELECT count(*) FROM customer_key WHERE customer = @customer AND status = 1 AND personal IS NULL AND evidence IS NOT NULL", ("customer", customer)));
        Assert.Equal(0, await platform.Scalar<long>(platform.Profiles, "SELECT count(*) FROM due WHERE customer = @customer AND kind <> 'evidence'", ("customer", customer)));
        var key = (await platform.Scalar<Guid>(platform.Keys, "SELECT personal_key_id FROM customer_key WHERE customer = @customer", ("customer", customer))).ToString("N");
        Assert.Equal(1, await platform.Scalar<long>(
            platform.Audit, "SELECT count(*) FROM audit_entry WHERE destroys AND convert_from(leaf, 'UTF8') LIKE @key", ("key", $"%{key}%")));
    }
}
