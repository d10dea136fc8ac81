using System.Diagnostics;
using System.Globalization;
using Grains.Insights;
using Tests.Datasets;
using Tests.Unit.Insights;

namespace Tests.Benchmarks.Insights;

/// <summary>Recurring streams against the reference, pairs of partner and amount counted: on the Czech bank (fold to test on and the others) and on
/// generated customers other than those of the tests.</summary>
internal static class RecurringEvaluation
{
    private const int Customers = 200;
    private const int Seed = 10_000;

    /// <summary>Runs <c>recurring</c> and prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        var isVerbose = options.Contains("--missed");
        Console.WriteLine("| data | streams | ours: precision | recall | pairs counted: precision | recall |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        if (SharedData.Folder("berka") is { } folder)
        {
            var fold = int.Parse(Environment.GetEnvironmentVariable("PROFILE_PLATFORM_TEST_FOLD") ?? "1", CultureInfo.InvariantCulture);
            var payments = BerkaPayments.Read(folder).Payments;
            Print($"berka, fold {fold}", StreamScore.Of(payments.Where(p => p.Account % 5 == fold)), Reference(payments.Where(p => p.Account % 5 == fold)));
            Print("berka, other folds", StreamScore.Of(payments.Where(p => p.Account % 5 != fold)), Reference(payments.Where(p => p.Account % 5 != fold)));
        }
        else
        {
            Console.WriteLine("| berka is not on this machine | | | | | |");
        }

        var customers = GeneratedPayments.Make(Seed, Customers).ToList();
        var missed = new List<string>();
        Print(
            $"{Customers} generated customers (ours: frequency right too)", customers.Aggregate(default(StreamScore), (sum, c) => sum + StreamScore.Of(c, missed)),
            customers.Aggregate(default(StreamScore), static (sum, c) => sum + StreamScore.OfPairs(c)));
        if (isVerbose)
        {
            foreach (var kind in missed.GroupBy(static m => m).OrderByDescending(static g => g.Count()))
            {
                Console.WriteLine($"{kind.Count(),4} {kind.Key}");
            }
        }

        PrintSpeed(customers);
        return 0;
    }

    // By itself the reference is the truth there.
    private static StreamScore Reference(IEnumerable<BerkaPayment> payments)
    {
        var pairs = payments.GroupBy(static p => p.Account).Sum(static account => StreamScore.Pairs(account).Count());
        return new(pairs, pairs, pairs);
    }

    private static void Print(string data, StreamScore ours, StreamScore reference) => Console.WriteLine(
        $"| {data} | {ours.True} | {ours.Precision:0.000} | {ours.Recall:0.000} | {reference.Precision:0.000} | {reference.Recall:0.000} |");

    private static void PrintSpeed(List<GeneratedPayments> customers)
    {
        var (folded, read, folding, reading) = (0, 0, 0L, 0L);
        for (var round = 0; round < 4; round++)
        {
            (folded, read, folding, reading) = (0, 0, 0, 0);
            foreach (var customer in customers)
            {
                var table = new StreamTable([], new());
                var start = Stopwatch.GetTimestamp();
                foreach (var payment in customer.Payments)
                {
                    table.Fold(0, 0, payment.Counterparty, 0, payment.Day, payment.Amount);
                }

                folding += Stopwatch.GetTimestamp() - start;
                start = Stopwatch.GetTimestamp();
                read += table.ToStreams(customer.Today).Count;
                reading += Stopwatch.GetTimestamp() - start;
                folded += customer.Payments.Count;
            }
        }

        var micro = 1e6 / Stopwatch.Frequency;
        Console.WriteLine();
        Console.WriteLine($"Folding: {folding * micro / folded:0.00} µs a payment ({folded:#,0}); reading: {reading * micro / read:0.00} µs a stream ({read:#,0}).");
    }
}
