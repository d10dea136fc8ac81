using Grains.Insights;
using static Tests.Unit.Insights.Payments;

namespace Tests.Unit.Insights;

public sealed class StreamTableTests
{
    [Fact]
    public void A_stream_is_mature_from_the_third_payment()
    {
        Assert.Equal(StreamStatus.EarlyDetection, Assert.Single(Table(Monthly("2026-01-05", 2, -9.99m)).AsOf("2026-02-05")).Status);
        var stream = Assert.Single(Table(Monthly("2026-01-05", 3, -9.99m)).AsOf("2026-03-20"));
        Assert.Equal(
            stream with
            {
                Status = StreamStatus.Mature, Dates = stream.Dates, Count = 3, AverageAmount = -9.99m, LastAmount = -9.99m, PreviousAmount = null,
                First = Day("2026-01-05"), Last = Day("2026-03-05"), Next = Day("2026-04-05"), Counterparty = "Partner", Category = 1,
            },
            stream);
        Assert.Equal((Frequency.Monthly, 5, Day("2026-04-05")), (stream.Frequency, stream.Dates.DayOfMonth, stream.Due()));
        Assert.False(stream.IsInflow);
    }

    [Fact]
    public void A_payment_made_twice_is_not_the_third() => Assert.Equal(
        StreamStatus.EarlyDetection, Assert.Single(Table(("2026-01-05", -9), ("2026-02-05", -9), ("2026-02-05", -9)).AsOf("2026-02-06")).Status);

    [Fact]
    public void A_stream_that_was_missed_twice_has_ended()
    {
        var table = Table(Monthly("2025-01-07", 20, -30));
        Assert.Equal((StreamStatus.Mature, 20), (table.AsOf("2026-10-07")[0].Status, table.AsOf("2026-10-07")[0].Count));
        Assert.Equal((StreamStatus.Ended, null), (table.AsOf("2026-10-08")[0].Status, table.AsOf("2026-10-08")[0].Next));
    }

    [Fact]
    public void Two_standing_orders_to_one_partner_are_two_streams()
    {
        foreach (var second in new[] { "2026-01-05", "2026-01-20" })
        {
            var streams = Table([.. Monthly("2026-01-05", 9, -500).Concat(Monthly(second, 9, -60)).OrderBy(p => p.Date)]).AsOf("2026-09-21").OrderBy(s => s.LastAmount).ToList();
            Assert.Equal([-500, -60], streams.Select(s => s.AverageAmount));
            Assert.All(streams, s => Assert.Equal((Frequency.Monthly, StreamStatus.Mature, 9), (s.Frequency, s.Status, s.Count)));
            Assert.Equal([Day("2026-01-05"), Day(second)], streams.Select(s => s.First));
        }
    }

    [Fact]
    public void A_fee_beside_payments_of_any_size_is_found()
    {
        var table = Table(
            ("2026-01-03", -8.99m), ("2026-01-17", -61), ("2026-02-03", -8.99m), ("2026-02-09", -24), ("2026-02-11", -130), ("2026-03-03", -8.99m), ("2026-03-29", -17));
        Assert.Equal((-8.99m, Frequency.Monthly), Assert.Single(table.AsOf("2026-04-01").Where(s => s.Status == StreamStatus.Mature).Select(s => (s.LastAmount, s.Frequency))));
    }

    [Fact]
    public void A_single_other_payment_does_not_disturb_a_standing_order()
    {
        var table = Table(("2026-01-05", -500), ("2026-02-05", -500), ("2026-03-05", -500), ("2026-03-20", -60), ("2026-04-06", -500));
        Assert.Equal((-500, StreamStatus.Mature, 4), table.AsOf("2026-04-07").Select(s => (s.LastAmount, s.Status, s.Count)).Min());
        Assert.Equal(2, table.AsOf("2026-04-07").Count);
    }

    [Fact]
    public void A_price_that_rose_is_the_same_stream()
    {
        var stream = Assert.Single(Table([.. Monthly("2026-01-05", 5, -9.99m), .. Monthly("2026-06-05", 2, -12.99m)]).AsOf("2026-07-06"));
        Assert.Equal((-12.99m, -9.99m, 7, Frequency.Monthly), (stream.LastAmount, stream.PreviousAmount, stream.Count, stream.Frequency));
        Assert.Equal(Day("2026-06-05"), stream.ChangedOn);
    }

    [Fact]
    public void The_day_of_a_change_stays_while_both_levels_are_known()
    {
        var table = Table(Monthly("2025-01-05", 12, -10));
        for (var month = 1; month <= 6; month++)
        {
            var now = Assert.Single(table.Paid("Partner", ($"2026-{month:00}-05", -12)).AsOf($"2026-{month:00}-28"));
            Assert.Equal((-10, Day("2026-01-05")), (now.PreviousAmount, now.ChangedOn));
        }

        Assert.Equal((null, null), (table.Paid("Partner", ("2026-07-05", -12)).AsOf("2026-07-06")[0].PreviousAmount, table.AsOf("2026-07-06")[0].ChangedOn));
    }

    [Fact]
    public void A_single_other_amount_is_neither_a_change_nor_its_day() => Assert.Equal(
        (-10, Day("2026-05-05")), Table([.. Monthly("2026-01-05", 3, -10), ("2026-04-05", -15), ("2026-05-05", -12)]).AsOf("2026-05-06").Select(s => (s.PreviousAmount, s.ChangedOn!.Value)).Single());


    [Fact]
    public void A_bill_that_varies_is_one_stream_without_a_previous_amount()
    {
        var bill = Assert.Single(Table(
            ("2026-01-12", -81), ("2026-02-12", -140), ("2026-03-12", -97.5m), ("2026-04-13", -66), ("2026-05-12", -98), ("2026-06-12", -120)).AsOf("2026-06-20"));
        Assert.Equal((Frequency.Monthly, StreamStatus.Mature, null, -100.42m), (bill.Frequency, bill.Status, bill.PreviousAmount, bill.AverageAmount));
        var salary = Assert.Single(Table(("2026-01-30", 2000), ("2026-02-27", 2000), ("2026-03-31", 2300), ("2026-04-30", 2000)).AsOf("2026-05-01"));
        Assert.Equal((true, null, Day("2026-05-31")), (salary.IsInflow, salary.PreviousAmount, salary.Next));
    }

    [Fact]
    public void Counterparty_direction_account_and_currency_are_looked_at_apart()
    {
        var table = Table(("2026-01-05", -9), ("2026-01-06", 9)).Paid("partner", ("2026-01-07", -9)).Paid(null, ("2026-01-08", -9));
        table.Fold(1, 0, "Partner", 1, Day("2026-01-05"), -9);
        table.Fold(0, 1, "Partner", 1, Day("2026-01-05"), -9);
        Assert.Equal(5, table.AsOf("2026-01-08").Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public void An_id_is_short_fits_a_url_and_stays()
    {
        var ids = Enumerable.Range(1, 30).Select(times => Table(
            [.. Monthly("2025-01-05", times, -500).Concat(Monthly("2025-04-20", Math.Max(times - 3, 0), -60)).OrderBy(p => p.Date)]).AsOf("2028-01-01")).ToList();
        Assert.Single(ids.Select(streams => streams.MinBy(s => s.First)!.Id).Distinct());
        Assert.Single(ids.Skip(4).Select(streams => streams.Single(s => s.LastAmount == -60).Id).Distinct());
        Assert.All(ids.SelectMany(s => s), s => Assert.Matches("^[A-Za-z0-9_-]{11}$", s.Id));
    }

    [Fact]
    public void Of_a_65th_the_ended_and_once_seen_go_first_and_a_mature_one_never()
    {
        var table = new StreamTable([], new()).Paid("ended", Monthly("2025-01-05", 3, -5)).Paid("once", ("2026-01-01", -5));
        for (var i = 0; i < StreamTable.Most - 2; i++)
        {
            table.Paid($"live {i}", Monthly("2026-01-05", 3, -5));
        }

        table.Paid("new", ("2026-03-20", -5));
        Assert.DoesNotContain(table.AsOf("2026-03-20"), s => s.Counterparty == "ended");
        table.Paid("newer", ("2026-03-21", -5));
        Assert.DoesNotContain(table.AsOf("2026-03-21"), s => s.Counterparty == "once");
        table.Paid("new", ("2026-04-20", -5), ("2026-05-20", -5)).Paid("newer", ("2026-04-21", -5), ("2026-05-21", -5));
        for (var i = 0; i < StreamTable.Most - 2; i++)
        {
            table.Paid($"live {i}", ("2026-04-05", -5), ("2026-05-05", -5));
        }

        var before = table.ToArray();
        Assert.Equal(before, table.Paid("none", ("2026-05-22", -5)).ToArray());
        Assert.Equal(StreamTable.Most, table.AsOf("2026-05-22").Count(s => s.Status == StreamStatus.Mature));
    }

    [Fact]
    public void There_are_never_more_than_64()
    {
        var (table, random) = (new StreamTable([], new()), new Random(5));
        for (var i = 0; i < 4000; i++)
        {
            table.Fold(0, 0, $"payee {random.Next(120)}", 0, Day("2024-01-01") + (i / 5), random.Next(2) == 0 ? -50 : -500);
            if (i % 20 == 0)
            {
                Assert.InRange(table.ToStreams(0).Count, 1, StreamTable.Most);
            }
        }
    }
}
