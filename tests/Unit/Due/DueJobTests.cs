using Grains.Due;

namespace Tests.Unit.Due;

/// <summary>When an item that was looked at is looked at again.</summary>
public sealed class DueJobTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, 200, TimeSpan.Zero);
    private static readonly DueJob Job = new(static (_, _) => ValueTask.FromResult<DateTimeOffset?>(null), TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(0.8, 0.8)] // the next second
    [InlineData(3600, 3600)]
    [InlineData(0.7, 5)] // the same second, in which the table would call it due
    [InlineData(0, 5)]
    [InlineData(-3600, 5)]
    public void An_item_is_looked_at_again_in_a_later_second(double dueAfter, double looksAfter) =>
        Assert.Equal(Now.AddSeconds(looksAfter), Job.LookAgain(Now.AddSeconds(dueAfter), Now));
}
