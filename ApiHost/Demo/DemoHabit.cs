namespace ApiHost.Demo;

/// <summary>A kind of spending that has no fixed day: how often, how much, where, and when in the year.</summary>
/// <param name="PerMonth">How often in a month of an average year.</param>
/// <param name="Amount">The usual amount, euros at the German price level.</param>
/// <param name="Kind">How it is paid.</param>
/// <param name="Mcc">The merchant category code; null where no card is used.</param>
/// <param name="Shops">Who is paid.</param>
internal sealed record DemoHabit(double PerMonth, decimal Amount, string Kind, string? Mcc, params string[] Shops)
{
    /// <summary>Nothing special about any month.</summary>
    private const string Even = "555555555555";

    /// <summary>How strong each month is, January first: 5 is usual, 9 nearly double.</summary>
    public string Seasons { get; init; } = Even;

    /// <summary>How much of it falls on Friday to Sunday: 1 is a usual day.</summary>
    public double Weekend { get; init; } = 1;

    /// <summary>The description of a booking.</summary>
    public string Text { get; init; } = "Card payment";

    /// <summary>How often it is expected on a day.</summary>
    /// <param name="day">The day.</param>
    /// <returns>A number of times.</returns>
    public double Expected(DateOnly day) =>
        PerMonth / 30.4 * (Seasons[day.Month - 1] - '0') / 5 * (day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday ? Weekend : 1);

    /// <summary>An amount: near the usual one, now and then much more.</summary>
    /// <param name="random">The customer's luck.</param>
    /// <returns>Euros, positive.</returns>
    public decimal Draw(Random random)
    {
        var spread = 0.35 + random.NextDouble() + (random.Next(12) == 0 ? random.NextDouble() * 1.5 : 0);
        return Amount * (decimal)spread;
    }
}
