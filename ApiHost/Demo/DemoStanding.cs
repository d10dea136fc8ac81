namespace ApiHost.Demo;

/// <summary>A payment that comes back on a day of the month.</summary>
/// <param name="Day">The day of the month; the last one where the month is shorter.</param>
/// <param name="Amount">Signed, in the account's currency.</param>
/// <param name="Payment">What for.</param>
internal sealed record DemoStanding(int Day, decimal Amount, DemoPayment Payment)
{
    /// <summary>The months it is paid in; null for every one.</summary>
    public int[]? Months { get; init; }

    /// <summary>How far the amount moves up or down, as a part of it; 0 for never.</summary>
    public double Wobble { get; init; }

    /// <summary>The rise every January, as a part.</summary>
    public decimal YearlyRise { get; init; }

    /// <summary>Whether a weekend moves it to the working day before, as salaries do; else to the one after.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Whether it is booked on a day.</summary>
    /// <param name="day">The day.</param>
    /// <returns>True where it is.</returns>
    public bool IsDue(DateOnly day)
    {
        for (var away = -2; away <= 2; away++)
        {
            var nominal = day.AddDays(away);
            if (nominal.Day == Math.Min(Day, DateTime.DaysInMonth(nominal.Year, nominal.Month))
                && (Months is null || Months.Contains(nominal.Month)) && Booked(nominal) == day)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The amount on a day.</summary>
    /// <param name="years">Januaries since the first day told of.</param>
    /// <param name="random">The customer's luck.</param>
    /// <returns>Signed, two decimals.</returns>
    public decimal AmountOf(int years, Random random)
    {
        var amount = Amount;
        for (var i = 0; i < years; i++)
        {
            amount *= 1 + YearlyRise;
        }

        return decimal.Round(Wobble == 0 ? amount : amount * (decimal)(1 + (((random.NextDouble() * 2) - 1) * Wobble)), 2);
    }

    private DateOnly Booked(DateOnly nominal) => (nominal.DayOfWeek, IsEarly) switch
    {
        (DayOfWeek.Saturday, true) => nominal.AddDays(-1),
        (DayOfWeek.Sunday, true) => nominal.AddDays(-2),
        (DayOfWeek.Saturday, false) => nominal.AddDays(2),
        (DayOfWeek.Sunday, false) => nominal.AddDays(1),
        _ => nominal,
    };
}
