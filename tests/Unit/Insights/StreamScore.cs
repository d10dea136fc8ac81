using Grains.Insights;
using Tests.Datasets;

namespace Tests.Unit.Insights;

/// <summary>How many mature streams are true, and how many true ones are found.</summary>
/// <param name="Reported">Streams reported.</param>
/// <param name="True">Streams that truly are.</param>
/// <param name="Found">Of the true ones, those reported.</param>
internal readonly record struct StreamScore(int Reported, int True, int Found)
{
    public double Precision => Reported == 0 ? 1 : (double)Found / Reported;

    public double Recall => True == 0 ? 1 : (double)Found / True;

    public static StreamScore operator +(StreamScore one, StreamScore other) => new(one.Reported + other.Reported, one.True + other.True, one.Found + other.Found);

    /// <summary>A customer's streams after all payments.</summary>
    public static List<RecurringStream> Streams(IEnumerable<(string Counterparty, int Day, decimal Amount)> payments, int today)
    {
        var table = new StreamTable([], new());
        foreach (var (counterparty, day, amount) in payments)
        {
            table.Fold(0, 0, counterparty, 0, day, amount);
        }

        return table.ToStreams(today);
    }

    /// <summary>Ours on a generated customer; true is what goes on, was paid three times, and is found with its amount and its frequency.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="missed">Takes the names of kinds not found and wrongly found.</param>
    public static StreamScore Of(GeneratedPayments customer, ICollection<string>? missed = null) => Match(
        customer, Streams(customer.Payments.Select(static p => (p.Counterparty, p.Day, p.Amount)), customer.Today).Where(static s => s.Status == StreamStatus.Mature)
            .Select(static s => (s.Counterparty, s.LastAmount, (string?)s.Frequency.ToString())), missed);

    /// <summary>The reference on a generated customer: every pair of partner and amount seen three times. It knows no frequency.</summary>
    public static StreamScore OfPairs(GeneratedPayments customer) => Match(
        customer, customer.Payments.GroupBy(static p => (p.Counterparty, p.Amount)).Where(static g => g.Count() > 2)
            .Select(static g => (g.Key.Counterparty, g.Key.Amount, (string?)null)), null);

    /// <summary>Ours on accounts of the Czech bank; true are the outgoing pairs of partner and amount seen three times.</summary>
    public static StreamScore Of(IEnumerable<BerkaPayment> payments) => payments.GroupBy(static p => p.Account).Aggregate(default(StreamScore), static (sum, account) =>
    {
        var real = Pairs(account).ToHashSet();
        var ours = Streams(account.Select(static p => (p.Partner, p.Day, p.Amount)), BerkaPayments.Today)
            .Where(static s => !s.IsInflow && s.Status == StreamStatus.Mature).Select(static s => (s.Counterparty, s.LastAmount)).ToHashSet();
        return sum + new StreamScore(ours.Count, real.Count, real.Count(ours.Contains));
    });

    /// <summary>The outgoing pairs of partner and amount seen three times.</summary>
    public static IEnumerable<(string Partner, decimal Amount)> Pairs(IEnumerable<BerkaPayment> account) =>
        account.Where(static p => p.Amount < 0).GroupBy(static p => (p.Partner, p.Amount)).Where(static g => g.Count() > 2).Select(static g => g.Key);

    private static StreamScore Match(GeneratedPayments customer, IEnumerable<(string Counterparty, decimal Amount, string? Frequency)> reported, ICollection<string>? missed)
    {
        var real = customer.Streams.Where(static s => !s.HasStopped && s.Times > 2).ToList();
        var (open, count) = (real.ToList(), 0);
        foreach (var stream in reported)
        {
            count++;
            var found = open.Find(s => s.Counterparty == stream.Counterparty && (stream.Frequency ?? s.Frequency) == s.Frequency
                && Math.Abs(stream.Amount - s.LastAmount) <= 0.25m * Math.Abs(s.LastAmount));
            if (found is null)
            {
                missed?.Add($"wrong: {stream.Counterparty} {stream.Frequency}");
            }
            else
            {
                open.Remove(found);
            }
        }

        open.ForEach(s => missed?.Add($"not found: {s.Counterparty} {s.Frequency}, {s.Times} times"));
        return new(count, real.Count, real.Count - open.Count);
    }
}
