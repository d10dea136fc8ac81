using Grains.Insights;
using Tests.Datasets;

namespace Tests.Unit.Insights;

[Trait("Data", "berka")]
public sealed class BerkaStreamTests
{
    private readonly string? folder = SharedData.Folder("berka");

    [SkippableFact]
    public void Every_standing_order_seen_three_times_is_mature_and_nothing_seen_less()
    {
        Skip.If(folder is null, "the data set berka is not on this machine");
        var bank = BerkaPayments.Read(folder);
        var (orders, pairs) = (0, 0);
        foreach (var account in bank.Payments.GroupBy(static p => p.Account))
        {
            var seen = account.Where(static p => p.Amount < 0).GroupBy(static p => (p.Partner, p.Amount)).ToDictionary(static g => g.Key, static g => g.Count());
            var mature = StreamScore.Streams(account.Select(static p => (p.Partner, p.Day, p.Amount)), BerkaPayments.Today)
                .Where(static s => !s.IsInflow && s.Status == StreamStatus.Mature).ToDictionary(static s => (s.Counterparty, s.LastAmount));
            Assert.All(mature, stream => Assert.Equal((seen[stream.Key], Frequency.Monthly), (Math.Max(stream.Value.Count, 3), stream.Value.Frequency)));
            foreach (var pair in seen.Where(static p => p.Value > 2))
            {
                pairs++;
                orders += bank.Orders.Contains((account.Key, pair.Key.Partner, pair.Key.Amount)) ? 1 : 0;
                Assert.True(mature.ContainsKey(pair.Key), $"a pair of account {account.Key} seen {pair.Value} times");
            }
        }

        Assert.Equal((758, 758), (orders, pairs));
    }
}
