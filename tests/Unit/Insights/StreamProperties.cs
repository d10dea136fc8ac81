using CsCheck;
using Grains.Insights;

namespace Tests.Unit.Insights;

/// <summary>Any payments of few counterparties, so that none has to go.</summary>
public sealed class StreamProperties
{
    private static readonly int Begin = new DateOnly(2025, 1, 1).DayNumber;

    private static readonly Gen<(int Payee, int Day, decimal Amount)> Payment = Gen.Select(
        Gen.Int[0, 2], Gen.Frequency((3, Gen.Int[0, 500]), (2, Gen.Int[0, 16].Select(month => month * 30))), Gen.OneOf(Gen.Int[-9, 9], Gen.Int[-9000, 9000]).Where(cents => cents != 0))
        .Select((payee, day, cents) => (payee, Begin + day, cents / 100m));

    [Fact]
    public void The_newest_eight_and_sums_of_the_others_are_kept_whatever_the_order() => Payment.Array[1, 60].Sample(payments =>
    {
        foreach (var (key, _, kept, earlier) in Fold(payments).ToHistories())
        {
            var all = payments.Where(p => $"payee {p.Payee}" == key.Counterparty && p.Amount > 0 == key.IsInflow)
                .Select(p => new Occurrence(p.Day, p.Amount)).Order().ToList();
            Assert.Equal(all.TakeLast(PaymentHistory.Most), kept);
            Assert.Equal(all.Count, kept.Count + earlier.Sum(e => e.Count));
            Assert.Equal(all[0].Day, earlier.Select(e => e.First).Append(kept[0].Day).Min());
        }
    });

    [Fact]
    public void Any_order_gives_the_same_streams_while_all_payments_are_kept() => Payment.Array[1, 24].Sample(payments =>
    {
        var few = payments.GroupBy(p => (p.Payee, p.Amount > 0)).SelectMany(g => g.Take(PaymentHistory.Most)).ToArray();
        Assert.Equal(Streams(Fold(few)), Streams(Fold([.. few.OrderBy(p => p.Day)])));
        Assert.Equal(Streams(Fold(few)), Streams(Fold([.. few.Reverse()])));
    });

    [Fact]
    public void Unfolding_is_the_opposite_of_folding_while_all_payments_are_kept() => Gen.Select(Payment.Array[0, 20], Payment.Array[1, 20]).Sample((first, second) =>
    {
        var counts = new Dictionary<(int, bool), int>();
        var all = first.Concat(second).Where(p => (counts[(p.Payee, p.Amount > 0)] = counts.GetValueOrDefault((p.Payee, p.Amount > 0)) + 1) <= PaymentHistory.Most).ToArray();
        var table = Fold([.. all.Take(first.Length)]);
        var before = Streams(table);
        foreach (var p in all.Skip(first.Length))
        {
            table.Fold(0, 0, $"payee {p.Payee}", 0, p.Day, p.Amount);
        }

        foreach (var p in all.Skip(first.Length))
        {
            table.Unfold(0, 0, $"payee {p.Payee}", p.Day, p.Amount);
        }

        Assert.Equal(before, Streams(table));
        foreach (var p in all.Take(first.Length))
        {
            table.Unfold(0, 0, $"payee {p.Payee}", p.Day, p.Amount);
        }

        Assert.Empty(table.ToArray());
    });

    [Fact]
    public void A_read_stream_makes_sense() => Payment.Array[1, 60].Sample(payments => Assert.All(Fold(payments).ToStreams(Begin + 501), s =>
    {
        Assert.InRange(s.Last, s.First, Begin + 500);
        Assert.True(s.Next is null || s.Next > s.Last);
        Assert.True(s.Status == StreamStatus.EarlyDetection || (s.Count > 2 && s.Frequency != Frequency.Unknown));
        Assert.True(s.Status != StreamStatus.Ended || s.Next is null);
        Assert.Equal(s.LastAmount > 0, s.AverageAmount > 0);
    }));

    private static StreamTable Fold((int Payee, int Day, decimal Amount)[] payments)
    {
        var table = new StreamTable([], new());
        foreach (var p in payments)
        {
            table.Fold(0, 0, $"payee {p.Payee}", 0, p.Day, p.Amount);
        }

        return table;
    }

    private static List<RecurringStream> Streams(StreamTable table) => [.. table.ToStreams(Begin + 501).OrderBy(s => s.Id)];
}
