using Grains.Activity;

namespace Grains.Insights;

/// <summary>
/// What moved on an account in the last 90 days, day by day, without the recurring streams: a level, a pattern over the month and the
/// deviations from both.
/// </summary>
internal sealed class FlowHistory
{
    /// <summary>Days of the month, and the last one of any month in the place after them.</summary>
    private const int Phases = 32;
    private const int DaysOfSlip = 3;
    private const double DaysOfMonth = 365.25 / 12;

    /// <summary>Seen once, a day of the month counts for two thirds; seen three times, for six sevenths; wholly where it was alike each time.</summary>
    private const double Doubt = 0.5;

    private readonly double[] pattern = new double[Phases];
    private readonly double[] balances;
    private readonly double[] flows;

    private FlowHistory(double[] balances, int asOf)
    {
        this.balances = balances;
        AsOf = asOf;
        flows = new double[balances.Length - 1];
        for (var i = 0; i < flows.Length; i++)
        {
            flows[i] = balances[i + 1] - balances[i];
        }
    }

    /// <summary>The last day.</summary>
    public int AsOf { get; }

    /// <summary>Days whose movement is known.</summary>
    public int Days => flows.Length;

    /// <summary>The balance at the last day's end.</summary>
    public double Balance => balances[^1];

    /// <summary>What moves on a day besides the streams, on average.</summary>
    public double Level { get; private set; }

    /// <summary>How far the balance stands above what it was at this time of the months before, or on average where there was none.</summary>
    public double Excess { get; private set; }

    /// <summary>How many days ago the balances lie, on average, that <see cref="Excess"/> compares with.</summary>
    public double ExcessDays { get; private set; }

    /// <summary>Reads the balances.</summary>
    /// <returns>The history; null where no balance is known, or the newest is older than a track is long.</returns>
    public static FlowHistory? Of(in ForecastBasis basis)
    {
        var (newest, oldest) = (int.MinValue, int.MaxValue);
        foreach (var balance in basis.Balances)
        {
            if (balance.Account == basis.Account && balance.Currency == basis.Currency && balance.Day <= basis.AsOf)
            {
                (newest, oldest) = (Math.Max(newest, balance.Day), Math.Min(oldest, balance.Day));
            }
        }

        if (newest == int.MinValue || basis.AsOf - newest > BalanceTrack.Days)
        {
            return null;
        }

        var start = Math.Max(oldest, basis.AsOf - BalanceTrack.Days + 1);
        var history = new FlowHistory(Fill(basis, start), basis.AsOf);
        history.TakeOut(basis);
        history.Learn();
        return history;
    }

    /// <summary>The lowest balance of the last days, as far as they are known.</summary>
    public double Lowest(int days)
    {
        var lowest = Balance;
        for (var i = Math.Max(0, balances.Length - days); i < balances.Length; i++)
        {
            lowest = Math.Min(lowest, balances[i]);
        }

        return lowest;
    }

    /// <summary>What a day of the month brings more than an average day.</summary>
    public double Pattern(int day) => pattern[Phase(day)];

    /// <summary>The mean size of what a number of days brought together beyond level and pattern; null where the history is shorter.</summary>
    public double? Deviation(int days)
    {
        if (flows.Length < days)
        {
            return null;
        }

        var (sum, sizes) = (0.0, 0.0);
        for (var i = 0; i < flows.Length; i++)
        {
            sum += Rest(i) - (i >= days ? Rest(i - days) : 0);
            sizes += i >= days - 1 ? Math.Abs(sum) : 0;
        }

        return sizes / (flows.Length - days + 1);
    }

    private static double[] Fill(in ForecastBasis basis, int start)
    {
        var filled = new double[basis.AsOf - start + 1];
        Array.Fill(filled, double.NaN);
        var before = int.MinValue;
        foreach (var balance in basis.Balances)
        {
            if (balance.Account != basis.Account || balance.Currency != basis.Currency || balance.Day > basis.AsOf)
            {
                continue;
            }

            if (balance.Day > start)
            {
                filled[balance.Day - start] = (double)balance.Amount;
            }
            else if (balance.Day > before)
            {
                (before, filled[0]) = (balance.Day, (double)balance.Amount);
            }
        }

        for (var i = 1; i < filled.Length; i++)
        {
            filled[i] = double.IsNaN(filled[i]) ? filled[i - 1] : filled[i];
        }

        return filled;
    }

    private static int Phase(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return date.AddDays(1).Day == 1 ? Phases - 1 : date.Day - 1;
    }

    private int PhaseOf(int i) => Phase(AsOf - flows.Length + 1 + i);

    private double Rest(int i) => flows[i] - Level - pattern[PhaseOf(i)];

    /// <summary>Takes the streams' past payments out, each from the nearest day that moved like it.</summary>
    private void TakeOut(in ForecastBasis basis)
    {
        foreach (var stream in basis.Streams)
        {
            if (!basis.Counts(stream))
            {
                continue;
            }

            var amount = (double)stream.AverageAmount;
            var start = AsOf - flows.Length;
            var number = stream.Dates.NumberOf(stream.Last, out _);
            var (oldest, day) = (number - stream.Count + 1, stream.Last);
            for (; number >= oldest && day > start && day >= stream.First - DaysOfSlip; day = stream.Dates.At(--number))
            {
                if (day <= AsOf)
                {
                    flows[NearestLike(day - start - 1, amount)] -= amount;
                }
            }
        }
    }

    private int NearestLike(int at, double amount)
    {
        for (var slip = 0; slip <= DaysOfSlip; slip++)
        {
            if (IsLike(at - slip, amount))
            {
                return at - slip;
            }

            if (IsLike(at + slip, amount))
            {
                return at + slip;
            }
        }

        return at;
    }

    private bool IsLike(int i, double amount) => i >= 0 && i < flows.Length && flows[i] / amount > 0.5;

    private void Learn()
    {
        if (flows.Length == 0)
        {
            return;
        }

        Span<int> seen = stackalloc int[Phases];
        Span<double> off = stackalloc double[Phases];
        var sum = 0.0;
        for (var i = 0; i < flows.Length; i++)
        {
            var phase = PhaseOf(i);
            pattern[phase] += flows[i];
            seen[phase]++;
            sum += flows[i];
        }

        Level = sum / flows.Length;
        for (var phase = 0; phase < Phases; phase++)
        {
            pattern[phase] = seen[phase] == 0 ? 0 : (pattern[phase] / seen[phase]) - Level;
        }

        for (var i = 0; i < flows.Length; i++)
        {
            off[PhaseOf(i)] += Math.Abs(Rest(i));
        }

        for (var phase = 0; phase < Phases; phase++)
        {
            var size = Math.Abs(pattern[phase]) * seen[phase];
            var doubt = seen[phase] < 2 || off[phase] >= size ? Doubt : Doubt * off[phase] / size;
            pattern[phase] *= seen[phase] / (seen[phase] + doubt);
        }

        var (usual, count) = (0.0, 0);
        for (var date = DateOnly.FromDayNumber(AsOf).AddMonths(-1); date.DayNumber >= AsOf - flows.Length; date = date.AddMonths(-1))
        {
            usual += balances[date.DayNumber - AsOf + flows.Length];
            count++;
        }

        Excess = count > 0 ? Balance - (usual / count) : 0;
        ExcessDays = (count + 1) * DaysOfMonth / 2;
    }
}
