using Grains.Audit;
using Silo.Audit;
using Tests.System.Processes;
using Xunit.Abstractions;

namespace Tests.System.Rights;

/// <summary>
/// One silo of two killed at every write of an erasure, before it is committed and after: as many customers as there are such points, each held up at its
/// own inside the database, all at the same moment; one SIGKILL; and the silo that is left ends every erasure in the same state.
/// </summary>
[Collection(ClusterTests.Name)]
public sealed class KilledEverywhereTests(PlatformCluster cluster, ITestOutputHelper output)
{
    private const string Victim = "victim";
    private const int Shards = AuditStore.NewShards;
    private const int AtOnce = 8;

    [SkippableFact]
    public async Task Wherever_a_silo_is_killed_the_other_ends_the_erasure_in_the_same_state()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var began = TimeProvider.System.GetTimestamp();
        await using var platform = await Deployment.OnNewDatabases(cluster.Postgres);
        var victim = platform.StartSilo(Settings(platform, Victim));
        platform.StartApi(Settings(platform, "api"));
        await platform.Ready();
        await using var profiles = await WriteGate.Install(
            platform.Profiles, ("OrleansStorage", "gated.n0 = one.grainidn0 AND gated.n1 = one.grainidn1"), ("due", "gated.customer = one.customer"));
        await using var keys = await WriteGate.Install(platform.Keys, ("customer_key", "gated.customer = one.customer"));
        await using var audit = await WriteGate.Install(platform.Audit, ("audit_entry", "gated.subject = one.subject OR gated.mutation = one.mutation"));

        // While there is one silo, everybody wakes on it, and stays there.
        WriteGate[] gates = [profiles, keys, audit];
        var counts = await Counts(platform, gates, latch: 1);
        Assert.Equal(counts, await Counts(platform, gates, latch: 2));
        Assert.Equal(2, counts[2]); // the request, the destruction
        var points = Points(platform, gates, counts);
        Assert.InRange(points.Count, 30, 100);
        Tell($"{points.Count} points: twice {string.Join(" + ", counts)} writes");
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            await Create(platform, point.Id);
            point.Rows = await Gated.Of(platform, point.Id);
        });
        platform.StartSilo(Settings(platform, "survivor"));
        await platform.Members(2);

        Tell("two silos");

        // A shard of the log whose write is held up holds up everybody's entries: those come last, a shard each.
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(150));
        await Reach(platform, [.. points.Where(point => point.Gate != audit).OrderByDescending(static point => point.Number)], stop.Token);
        await Reach(platform, [.. points.Where(point => point.Gate == audit)], stop.Token);
        Tell("all held up");
        platform.Silos.Remove(victim);
        await victim.Kill();
        foreach (var point in points)
        {
            await point.Decide();
        }

        foreach (var point in points)
        {
            await Check(platform, point);
        }

        using var verdict = new StringWriter();
        Assert.True(await VerifyAudit.Run([platform.Audit], verdict) == 0, verdict.ToString());
        Tell("all ended");

        void Tell(string what) => output.WriteLine($"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,5:F1} s: {what}");
    }

    private static (string Name, string Value)[] Settings(Deployment platform, string name) =>
    [
        ("ConnectionStrings__Profiles", Named(platform.Profiles, name)), ("ConnectionStrings__Keys", Named(platform.Keys, name)),
        ("ConnectionStrings__Audit", Named(platform.Audit, name)), ("Logging__LogLevel__Default", "Warning"), ("Due__Period", "00:00:02"),
    ];

    /// <summary>A client that waits for a cancelled statement for as long as that takes.</summary>
    private static string Named(string database, string name) => $"{database};Application Name={name};Cancellation Timeout=0";

    /// <summary>How many writes an erasure makes in each store when nothing fails.</summary>
    private static async Task<int[]> Counts(Deployment platform, WriteGate[] gates, int latch)
    {
        var id = $"counted-{Guid.NewGuid():N}";
        await Create(platform, id);
        var rows = await Gated.Of(platform, id);
        foreach (var gate in gates)
        {
            await gate.Count(latch, rows);
        }

        await Erasures.File(platform, id, CancellationToken.None);
        await Until.True(async () => await HasEnded(platform, rows), () => $"an erasure that nothing cuts off\n{platform.Tail()}");
        return await Task.WhenAll(gates.Select(gate => gate.Counted(latch)));
    }

    private static async Task<bool> HasEnded(Deployment platform, Gated rows) =>
        await platform.Scalar<long>(platform.Keys, "SELECT count(*) FROM customer_key WHERE customer = @customer AND status = 1", ("customer", rows.Customer)) == 1
        && await platform.Scalar<long>(platform.Profiles, "SELECT count(*) FROM due WHERE customer = @customer AND kind <> 'evidence'", ("customer", rows.Customer)) == 0;

    private static List<ErasurePoint> Points(Deployment platform, WriteGate[] gates, int[] counts)
    {
        var points = new List<ErasurePoint>();
        for (var gate = 0; gate < gates.Length; gate++)
        {
            for (var number = 1; number <= counts[gate]; number++)
            {
                foreach (var isCommitted in (bool[])[false, true])
                {
                    var shard = gate < 2 ? -1 : ((number - 1) * 2) + (isCommitted ? 1 : 0);
                    points.Add(new ErasurePoint(gates[gate], number, isCommitted, 10 + points.Count, NewId(platform, shard)));
                }
            }
        }

        return points;
    }

    private static string NewId(Deployment platform, int shard)
    {
        while (true)
        {
            var id = $"gated-{Guid.NewGuid():N}";
            if (shard < 0 || AuditPlace.Of(platform.Pseudonym(id), Shards) == shard)
            {
                return id;
            }
        }
    }

    private static async Task Create(Deployment platform, string id)
    {
        using var bank = Front.End(platform);
        using var self = Front.Customer(platform, id);
        Assert.True((await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Karla" } })).IsSuccess);
        Assert.True((await self.Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).IsSuccess);
        Assert.True((await self.Get($"/v1/customers/{id}/rights")).IsSuccess);
    }

    private static async Task Reach(Deployment platform, IReadOnlyList<ErasurePoint> points, CancellationToken stop)
    {
        foreach (var point in points)
        {
            await point.Close();
        }

        foreach (var point in points)
        {
            point.Filing = Erasures.File(platform, point.Id, stop);
        }

        foreach (var point in points)
        {
            await Until.True(() => point.IsReached(Victim), () => $"write {point.Number} of {points.Count} held up\n{platform.Tail()}");
        }
    }

    private static async Task Check(Deployment platform, ErasurePoint point)
    {
        var request = await Erasures.Ended(platform, point.Id, await point.Filing);
        Assert.Equal(
            ["intake", "identity", "hold-check", "freeze", "destroy-key", "clear-record", "verify", "certificate"], request["steps"]!.AsArray().Select(s => (string)s!["step"]!));
        var (customer, n0, n1) = (("customer", (object)point.Rows.Customer), ("n0", (object)point.Rows.N0), ("n1", (object)point.Rows.N1));
        Assert.Equal(1, await platform.Scalar<long>(
            platform.Profiles, "SELECT count(*) FROM OrleansStorage WHERE GrainIdN0 = @n0 AND GrainIdN1 = @n1 AND PayloadBinary IS NOT NULL", n0, n1)); // the evidence
        Assert.Equal(1, await platform.Scalar<long>(platform.Profiles, "SELECT count(*) FROM due WHERE customer = @customer AND kind = 'evidence'", customer));
        Assert.Equal(1, await platform.Scalar<long>(
            platform.Audit, "SELECT count(*) FROM audit_entry WHERE subject = @subject AND convert_from(leaf, 'UTF8') LIKE '%\"rights.file\"%'", ("subject", point.Rows.Subject)));
        using var officer = new Front(platform, platform.Issuer.Token("officer"));
        Assert.Equal(200, (await officer.Get($"/v1/customers/{point.Id}/rights/{(string)request["requestId"]!}/certificate")).Status);
    }
}
