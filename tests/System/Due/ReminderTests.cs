using Tests.System.Processes;

namespace Tests.System.Due;

/// <summary>A reminder's tick is a call of the runtime: it reaches the grain because its silo stamps it.</summary>
[Collection(ClusterTests.Name)]
public sealed class ReminderTests(PlatformCluster cluster)
{
    [SkippableFact]
    public async Task What_is_due_is_swept_when_the_reminder_ticks()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var platform = await Deployment.OnNewDatabases(cluster.Postgres);
        platform.StartSilo(("Due__Period", "00:00:01"));
        platform.StartApi();
        await platform.Ready();

        var id = $"due-{Guid.NewGuid():N}";
        var (customer, orphan) = (platform.Pseudonym(id), Guid.NewGuid());
        using var bank = Front.End(platform);
        await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Dana" } });
        await bank.Post($"/v1/customers/{id}/transactions", Made.Transactions(("t1", -5m)));
        var set = await At(platform, customer);
        Assert.NotNull(set);

        await platform.Sql(platform.Profiles, "UPDATE due SET at = 1 WHERE customer = @customer", ("customer", customer));
        await platform.Sql(platform.Profiles, "INSERT INTO due (kind, customer, at) VALUES ('silent-activity', @customer, 1)", ("customer", orphan));
        await Until.True(async () => await At(platform, orphan) is null, () => $"the orphan row is removed\n{platform.Tail()}");
        await Until.True(async () => await At(platform, customer) == set, () => $"the row moves on\n{platform.Tail()}");
    }

    private static Task<long?> At(Deployment platform, Guid customer) =>
        platform.Scalar<long?>(platform.Profiles, "SELECT at FROM due WHERE kind = 'silent-activity' AND customer = @customer", ("customer", customer));
}
