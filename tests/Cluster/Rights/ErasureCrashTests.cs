using Tests.Storage;

namespace Tests.Cluster.Rights;

/// <summary>An erasure of which one change of one store fails, before it was stored or after: whichever it is, it ends in the same state.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ErasureCrashTests(PlatformCluster platform)
{
    private const int MostChanges = 60;
    private readonly Erasing erasing = new(platform);

    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task Whichever_change_fails_the_erasure_ends_the_same(Tests.Storage.Fault fault)
    {
        var (changes, ahead) = (0, platform.Time.Ahead);
        do
        {
            var id = $"erased-{fault}-{++changes}";
            await erasing.Create(id);
            var entries = await platform.EntriesOf("rights.file");
            platform.Crash.Arm(changes, fault);
            var filed = await erasing.File(id, Guid.NewGuid());
            await erasing.Finish(id, filed.RequestId);
            var hasFired = platform.Crash.HasFired;
            platform.Crash.Disarm();
            await erasing.Check(id, filed);
            Assert.Equal(entries + 1, await platform.EntriesOf("rights.file"));
            if (!hasFired)
            {
                break;
            }
        }
        while (changes < MostChanges);

        platform.Time.Ahead = ahead; // the tests of a collection run one after another
        Assert.InRange(changes, 15, MostChanges - 1); // fewer changes than that an erasure does not make
    }
}
