namespace Tests.Datasets;

/// <summary>A generated payment.</summary>
/// <param name="Counterparty">The other side.</param>
/// <param name="Day">Day number.</param>
/// <param name="Amount">Negative where it goes out.</param>
public sealed record GeneratedPayment(string Counterparty, int Day, decimal Amount);

/// <summary>What truly repeats in it.</summary>
/// <param name="Counterparty">The other side.</param>
/// <param name="Frequency">In the words of the contract's type, for example <c>EveryTwoWeeks</c>.</param>
/// <param name="LastAmount">Of the newest payment.</param>
/// <param name="Times">How often it was paid, a doubled payment once.</param>
/// <param name="HasStopped">Whether it was given up.</param>
public sealed record GeneratedStream(string Counterparty, string Frequency, decimal LastAmount, int Times, bool HasStopped);

/// <summary>
/// Forty months of a customer: some twenty streams with weekend shifts, jitter, missed and doubled payments, price rises, bills that vary, two orders
/// to one partner, new and stopped ones, among three times as many payees without a rhythm and payees seen once.
/// </summary>
public sealed class GeneratedPayments
{
    private static readonly string[] Kinds =
    [
        "subscription", "subscription", "subscription", "risen", "risen", "rent", "loan", "power", "phone", "cleaning", "wages", "salary", "halves", "insurance",
        "quarter", "annual", "two-orders", "gym", "new", "stopped",
    ];

    private static readonly string[] Noise = ["groceries", "groceries", "groceries", "fuel", "restaurant", "restaurant", "shop", "shop", "shop", "parking", "tickets", "friend"];

    private readonly Random random;
    private readonly int begin;
    private readonly List<GeneratedPayment> payments = [];
    private readonly List<GeneratedStream> streams = [];

    private GeneratedPayments(int seed, int today)
    {
        (random, Today) = (new Random(seed), today);
        begin = DateOnly.FromDayNumber(today).AddMonths(-40).DayNumber;
        foreach (var (index, kind) in Kinds.Index())
        {
            if (random.Next(10) > 0)
            {
                AddStream(kind, $"{kind} {index}");
            }
        }

        for (var i = 0; i < 30; i++)
        {
            AddNoise(Noise[random.Next(Noise.Length)], $"payee {i}");
        }

        for (var i = 0; i < 150; i++)
        {
            payments.Add(new($"once {i}", random.Next(begin, today + 1), -Vary(60, 0.9)));
        }

        Payments = [.. payments.OrderBy(static p => p.Day)];
    }

    /// <summary>The payments by day.</summary>
    public IReadOnlyList<GeneratedPayment> Payments { get; }

    /// <summary>What repeats in them.</summary>
    public IReadOnlyList<GeneratedStream> Streams => streams;

    /// <summary>Day number of the last day.</summary>
    public int Today { get; }

    /// <summary>Makes customers; the same for the same seed.</summary>
    /// <param name="seed">Of the first.</param>
    /// <param name="customers">How many.</param>
    public static IEnumerable<GeneratedPayments> Make(int seed, int customers) =>
        Enumerable.Range(seed, customers).Select(static s => new GeneratedPayments(s, new DateOnly(2026, 1, 1).DayNumber + (s * 37 % 300)));

    private void AddStream(string kind, string name)
    {
        var amount = Math.Round((decimal)(10 + (random.NextDouble() * random.NextDouble() * 600)), 2);
        switch (kind)
        {
            case "risen":
                var rise = random.Next(begin + 200, Today);
                Add(name, "Monthly", Monthly(1, Day()), day => day < rise ? -amount : -Math.Round(amount * 1.2m, 2), jitter: 1);
                break;
            case "power":
                Add(name, "Monthly", Monthly(1, Day()), _ => -Vary(amount, 0.3), jitter: 2);
                break;
            case "phone":
                Add(name, "Monthly", Monthly(1, Day()), _ => random.Next(4) == 0 ? -Vary(amount, 0.4) : -amount, jitter: 1);
                break;
            case "cleaning":
                Add(name, "Weekly", Every(7), _ => random.Next(6) == 0 ? -amount * 1.5m : -amount, missed: 0.06);
                break;
            case "wages":
                Add(name, "EveryTwoWeeks", Every(14), _ => Vary(amount * 3, 0.15));
                break;
            case "salary":
                Add(name, "Monthly", Monthly(1, random.Next(2) == 0 ? 31 : Day()), _ => Vary(amount * 10, random.Next(3) == 0 ? 0.2 : 0.01), jitter: 1);
                break;
            case "halves":
                Add(name, "TwiceAMonth", [.. Monthly(1, 15), .. Monthly(1, 31)], _ => Vary(amount * 5, 0.02), doubled: 0);
                break;
            case "insurance" or "quarter":
                Add(name, "Quarterly", Monthly(3, Day()), _ => -amount, jitter: 2);
                break;
            case "annual":
                Add(name, "Yearly", Monthly(12, Day()), _ => -amount, jitter: 3, missed: 0);
                break;
            case "two-orders":
                Add(name, "Monthly", Monthly(1, Day()), _ => -amount);
                Add(name, "Monthly", Monthly(1, Day()), _ => -Math.Round(amount * 2.4m, 2));
                break;
            case "gym":
                Add(name, "Monthly", Monthly(1, Day()), _ => -amount, missed: 0.12, doubled: 0.1);
                break;
            case "new":
                Add(name, "Monthly", Monthly(1, Day()).Where(day => day > Today - 110), _ => -amount);
                break;
            case "stopped":
                var end = random.Next(begin + 200, Today - 100);
                Add(name, "Monthly", Monthly(1, Day()).Where(day => day < end), _ => -amount, hasStopped: true);
                break;
            default:
                Add(name, "Monthly", Monthly(1, Day()), _ => -amount);
                break;
        }
    }

    private void Add(
        string name, string frequency, IEnumerable<int> due, Func<int, decimal> amount, int jitter = 0, double missed = 0.03, double doubled = 0.02, bool hasStopped = false)
    {
        var (shift, times, last) = (random.Next(3) - 1, 0, 0m);
        foreach (var day in due.Order())
        {
            if (random.NextDouble() < missed)
            {
                continue;
            }

            var booked = Shift(day + random.Next(-jitter, jitter + 1), shift);
            if (booked < begin || booked > Today)
            {
                continue;
            }

            times++;
            last = amount(day);
            payments.Add(new(name, booked, last));
            if (random.NextDouble() < doubled && booked + 4 <= Today)
            {
                payments.Add(new(name, booked + random.Next(0, 5), last));
            }
        }

        streams.Add(new(name, frequency, last, times, hasStopped));
    }

    private void AddNoise(string kind, string name)
    {
        var (gap, amount, spread) = kind switch
        {
            "groceries" => (random.Next(3, 11), 45m, 0.8),
            "fuel" => (random.Next(9, 25), 60m, 0.3),
            "restaurant" => (random.Next(15, 90), 40m, 0.5),
            "parking" => (random.Next(5, 60), 4m, 0d),
            "tickets" => (random.Next(20, 120), 12m, 0d),
            "friend" => (random.Next(20, 90), 20m, 0.9),
            _ => (random.Next(30, 200), 80m, 0.9),
        };
        for (var day = begin + (random.NextDouble() * gap * 4); day <= Today; day += 1 - (gap * Math.Log(1 - random.NextDouble())))
        {
            payments.Add(new(name, (int)day, -Vary(amount, spread)));
        }
    }

    private int Day() => random.Next(1, 32);

    private decimal Vary(decimal amount, double spread) => Math.Round(amount * (decimal)(1 + (spread * ((random.NextDouble() * 2) - 1))), 2);

    private IEnumerable<int> Monthly(int months, int day)
    {
        var first = DateOnly.FromDayNumber(begin).AddMonths(random.Next(months));
        for (var month = new DateOnly(first.Year, first.Month, 1); month.DayNumber <= Today; month = month.AddMonths(months))
        {
            yield return month.DayNumber + Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1;
        }
    }

    private IEnumerable<int> Every(int days)
    {
        for (var day = begin + random.Next(days); day <= Today; day += days)
        {
            yield return day;
        }
    }

    private static int Shift(int day, int direction) => (direction, DateOnly.FromDayNumber(day).DayOfWeek) switch
    {
        (1, DayOfWeek.Saturday) => day + 2,
        (1, DayOfWeek.Sunday) => day + 1,
        (-1, DayOfWeek.Saturday) => day - 1,
        (-1, DayOfWeek.Sunday) => day - 2,
        _ => day,
    };
}
