using Grains.Activity;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Tests.Unit.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Insights;

/// <summary>Streams as part of the activity section.</summary>
public sealed class ActivityStreamTests
{
    private static readonly int Today = BookingDay.Of(Now);

    [Fact]
    public void Streams_outlive_the_window()
    {
        var section = ActivitySection.Empty.Recorded([.. Rents(12)]);
        Assert.InRange(section.Window().Count, 1, 2);
        var rent = Assert.Single(section.RecurringAsOf(Today));
        Assert.Equal((12, Frequency.Monthly, StreamStatus.Mature, -700m), (rent.Count, rent.Frequency, rent.Status, rent.LastAmount));
    }

    [Fact]
    public void A_removed_transaction_leaves_its_stream()
    {
        var section = ActivitySection.Empty.Recorded([.. Rents(3)]);
        var removed = section.Remove("r0", Now).Value!;
        Assert.Equal((2, StreamStatus.EarlyDetection), (removed.RecurringAsOf(Today)[0].Count, removed.RecurringAsOf(Today)[0].Status));
        Assert.Equal(3, removed.Recorded([.. Rents(1)]).RecurringAsOf(Today)[0].Count);
        Assert.Empty(ActivitySection.Empty.Recorded([.. Rents(1)]).Remove("r0", Now).Value!.Streams);
        Assert.Empty(ActivitySection.Empty.Recorded(Draft("a")).Streams);
    }

    [Fact]
    public void A_corrected_category_is_that_of_the_stream()
    {
        var section = ActivitySection.Empty.Recorded([.. Rents(3)]);
        var corrected = section.Categorise("r0", new CategoryChange("groceries"), TestCatalogue.Small, Now).Value.Next;
        Assert.Equal("groceries", new TextTable(corrected.Names).ToTexts()[corrected.RecurringAsOf(Today)[0].Category]);
        Assert.Equal("uncategorised", new TextTable(section.Names).ToTexts()[section.RecurringAsOf(Today)[0].Category]);
    }

    [Fact]
    public void A_stream_is_forgotten_25_months_after_its_last_payment()
    {
        var section = ActivitySection.Empty.Recorded(Draft("old", "2024-05-31") with { Counterparty = "Old" }, Draft("kept", "2024-06-01") with { Counterparty = "Kept" });
        Assert.Equal(["Kept"], section.Recorded(Draft("new")).RecurringAsOf(Today).Select(s => s.Counterparty));
        Assert.Empty(ActivitySection.Empty.Recorded(Draft("new"), Draft("old", "2024-05-31") with { Counterparty = "Old" }).Streams);
    }

    private static IEnumerable<TransactionDraft> Rents(int count) =>
        Enumerable.Range(0, count).Reverse().Select(i => Draft($"r{i}", $"{Now.AddMonths(-i):yyyy-MM-dd}", -700) with { Counterparty = "Landlord" });
}
