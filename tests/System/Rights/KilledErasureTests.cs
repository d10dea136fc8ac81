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
                var request = await Erasures.File(platform, id, stop.Token);
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
            await Erasures.Ended(platform, ids[i], requests[i]);
        }
    }
}
