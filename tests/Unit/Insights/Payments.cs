using Grains.Insights;

namespace Tests.Unit.Insights;

/// <summary>Short ways to fold payments and to read the streams.</summary>
internal static class Payments
{
    public static int Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd").DayNumber;

    public static StreamTable Table(params (string Date, decimal Amount)[] payments) => new StreamTable([], new()).Paid("Partner", payments);

    public static StreamTable Paid(this StreamTable table, string? counterparty, params (string Date, decimal Amount)[] payments)
    {
        foreach (var (date, amount) in payments)
        {
            table.Fold(0, 0, counterparty, 1, Day(date), amount);
        }

        return table;
    }

    public static List<RecurringStream> AsOf(this StreamTable table, string date) => table.ToStreams(Day(date));

    public static (string Date, decimal Amount)[] Monthly(string first, int times, decimal amount) =>
        [.. Enumerable.Range(0, times).Select(i => ($"{DateOnly.ParseExact(first, "yyyy-MM-dd").AddMonths(i):yyyy-MM-dd}", amount))];
}
