using System.Globalization;
using ApiHost.Activity;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;

namespace ApiHost.Demo;

/// <summary>
/// A bank of 200 invented customers with 18 months of transactions up to yesterday, made from a fixed seed: the same day gives the same bank.
/// It comes as import lines, a customer's own in order.
/// </summary>
internal static class DemoBank
{
    /// <summary>How many customers there are.</summary>
    public const int Customers = 200;

    /// <summary>How many whole months are told of before the running one.</summary>
    public const int Months = 18;

    private const int Seed = 19930101;

    /// <summary>The bank's id of a customer.</summary>
    /// <param name="number">1 to 200.</param>
    /// <returns>The id.</returns>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"demo-{number:D3}");

    /// <summary>The bank's id of the last customer, whose <see cref="End"/> is the end of the whole bank.</summary>
    public static string LastId { get; } = IdOf(Customers);

    /// <summary>The purpose that only the last line decides on for the last customer.</summary>
    public const string EndPurpose = "ui-personalisation";

    /// <summary>The last line of the bank, to be sent once all others are durable.</summary>
    /// <param name="today">Today.</param>
    /// <returns>The line.</returns>
    public static ConsentLine End(DateOnly today) => new(LastId, EndPurpose, Screens(StartOf(today)));

    /// <summary>Every line of the bank but the last.</summary>
    /// <param name="today">Today.</param>
    /// <returns>The lines; the customers one after the other.</returns>
    public static IEnumerable<ImportLine> Lines(DateOnly today)
    {
        var start = StartOf(today);
        var draw = new Random(Seed);
        var lives = Deal(DemoLife.All, static life => life.Customers, DemoLife.Family, draw);
        var places = Deal(DemoPlace.All, static place => place.Customers, DemoPlace.All[0], draw);
        for (var number = 1; number <= Customers; number++)
        {
            var random = new Random(draw.Next());
            var customer = new DemoCustomer(IdOf(number), lives[number - 1], places[number - 1].Place, start, random);
            yield return new CustomerLine(customer.Id, customer.Profile());
            foreach (var batch in new DemoHistory(customer, random).Between(start, today.AddDays(-1)).Chunk(ICustomerActivity.MaxBatch))
            {
                yield return new TransactionsLine(customer.Id, new TransactionBatch([.. batch]));
            }

            foreach (var (purpose, decision) in number == 1 ? [] : DemoConsents.Of(customer.Place.Language, start, random))
            {
                yield return new ConsentLine(customer.Id, purpose, decision);
            }

            if (number < Customers && random.Next(10) < 5)
            {
                yield return new ConsentLine(customer.Id, EndPurpose, Screens(start));
            }
        }
    }

    private static DateOnly StartOf(DateOnly today)
    {
        var yesterday = today.AddDays(-1);
        return new DateOnly(yesterday.Year, yesterday.Month, 1).AddMonths(-Months);
    }

    private static ConsentDecision Screens(DateOnly start) =>
        new() { State = "given", Method = "app", At = new DateTimeOffset(start.AddDays(30), new TimeOnly(9, 0), TimeSpan.Zero) };

    /// <summary>Deals every kind as often as it occurs; the first customer, whom the first calls name, gets the kind given.</summary>
    private static T[] Deal<T>(T[] kinds, Func<T, int> count, T first, Random draw)
    {
        var dealt = new List<T>(Customers);
        foreach (var kind in kinds)
        {
            dealt.AddRange(Enumerable.Repeat(kind, count(kind)));
        }

        var all = dealt.ToArray();
        draw.Shuffle(all);
        var place = Array.IndexOf(all, first);
        (all[0], all[place]) = (all[place], all[0]);
        return all;
    }
}
