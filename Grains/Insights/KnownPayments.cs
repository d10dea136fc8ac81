using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>The recurring payments that fall due.</summary>
internal static class KnownPayments
{
    /// <summary>Lists them and adds them up.</summary>
    /// <param name="basis">The streams.</param>
    /// <param name="days">How far ahead.</param>
    /// <param name="sums">By days ahead less 1: what is due until then.</param>
    /// <param name="deviations">By days ahead less 1: the standard deviation of that sum.</param>
    /// <returns>The payments, by date.</returns>
    public static ImmutableArray<KnownPayment> Of(in ForecastBasis basis, int days, Span<double> sums, Span<double> deviations)
    {
        var payments = ImmutableArray.CreateBuilder<KnownPayment>();
        foreach (var stream in basis.Streams)
        {
            if (!basis.Counts(stream))
            {
                continue;
            }

            var amount = StreamCalendar.Amount(stream);
            var deviation = stream.PreviousAmount is null ? (double)(stream.LastAmount - stream.AverageAmount) : 0;
            var (number, day) = StreamCalendar.FirstAfter(stream, basis.AsOf);
            for (; day <= basis.AsOf + days; day = stream.Dates.At(++number))
            {
                payments.Add(new(stream, DateOnly.FromDayNumber(day), amount));
                sums[day - basis.AsOf - 1] += (double)amount;
                deviations[day - basis.AsOf - 1] += deviation * deviation;
            }
        }

        for (var i = 0; i < days; i++)
        {
            sums[i] += i > 0 ? sums[i - 1] : 0;
            deviations[i] += i > 0 ? deviations[i - 1] : 0;
        }

        for (var i = 0; i < days; i++)
        {
            deviations[i] = Math.Sqrt(deviations[i]);
        }

        payments.Sort(static (a, b) => a.Date != b.Date ? a.Date.CompareTo(b.Date) : string.CompareOrdinal(a.Stream.Id, b.Stream.Id));
        return payments.DrainToImmutable();
    }

    /// <summary>What recurs, a day on average.</summary>
    public static double PerDay(in ForecastBasis basis)
    {
        var sum = 0.0;
        foreach (var stream in basis.Streams)
        {
            sum += basis.Counts(stream) ? (double)StreamCalendar.Amount(stream) / DueDates.DaysBetween(stream.Frequency) : 0;
        }

        return sum;
    }
}
