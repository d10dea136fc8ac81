using Orleans;
using Orleans.Runtime;

namespace Tests.Storage;

/// <summary>What every reminder table must do.</summary>
public abstract class ReminderConformance<TFixture> : IClassFixture<TFixture>
    where TFixture : StorageFixture
{
    private static readonly DateTime Start = new(2026, 3, 29, 1, 59, 59, 500, DateTimeKind.Utc);
    private readonly GrainId grain = GrainId.Create("due", $"kind-{Guid.NewGuid():N}");
    private readonly TFixture fixture;

    protected ReminderConformance(TFixture fixture)
    {
        Skip.If(fixture.Missing is not null, fixture.Missing);
        this.fixture = fixture;
    }

    [SkippableFact]
    public async Task A_reminder_is_read_back_as_it_was_set()
    {
        var etag = await Set("sweep", TimeSpan.FromDays(30));
        var read = await fixture.Reminders.ReadRow(grain, "sweep");
        Assert.Equal(etag, read!.ETag);
        Assert.Equal(Start, read.StartAt);
        Assert.Equal(TimeSpan.FromDays(30), read.Period);
        Assert.Equal(grain, read.GrainId);
        Assert.Null(await fixture.Reminders.ReadRow(grain, "another"));
    }

    [SkippableFact]
    public async Task Setting_a_reminder_again_replaces_it()
    {
        var first = await Set("sweep", TimeSpan.FromMinutes(10));
        var second = await Set("sweep", TimeSpan.FromMinutes(20));
        Assert.NotEqual(first, second);
        Assert.Equal(TimeSpan.FromMinutes(20), Assert.Single((await fixture.Reminders.ReadRows(grain)).Reminders).Period);
    }

    [SkippableFact]
    public async Task Only_the_one_who_read_a_reminder_last_removes_it()
    {
        var stale = await Set("sweep", TimeSpan.FromMinutes(10));
        var etag = await Set("sweep", TimeSpan.FromMinutes(10));
        Assert.False(await fixture.Reminders.RemoveRow(grain, "sweep", stale!));
        Assert.True(await fixture.Reminders.RemoveRow(grain, "sweep", etag!));
        Assert.False(await fixture.Reminders.RemoveRow(grain, "sweep", etag!));
        Assert.Empty((await fixture.Reminders.ReadRows(grain)).Reminders);
    }

    [SkippableFact]
    public async Task A_silo_finds_the_reminders_of_its_range_and_no_others()
    {
        await Set("sweep", TimeSpan.FromMinutes(10));
        var hash = grain.GetUniformHashCode();
        Assert.True(await Finds(hash - 1, hash));
        Assert.True(await Finds(hash - 1, hash - 2)); // over the end of the ring
        Assert.False(await Finds(hash, hash + 1));
        Assert.False(await Finds(hash + 1, hash - 1));
    }

    private async Task<bool> Finds(uint begin, uint end) =>
        (await fixture.Reminders.ReadRows(begin, end)).Reminders.Any(reminder => reminder.GrainId == grain);

    private Task<string?> Set(string name, TimeSpan period) =>
        fixture.Reminders.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = Start, Period = period })!;
}
