using System.Collections.Immutable;
using Grains.Activity;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>Recurring payments as the contract shows them.</summary>
internal static class RecurringViews
{
    /// <summary>All of them: those to come soonest first, those whose next day is not known after them, ended ones last.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <returns>The payments.</returns>
    public static RecurringPayments Of(ActivitySection section, DateOnly asOf)
    {
        var names = new TextTable(section.Names).ToTexts();
        return new([.. section.RecurringAsOf(asOf.DayNumber)
            .OrderBy(static stream => stream.Status == StreamStatus.Ended)
            .ThenBy(static stream => stream.Next ?? int.MaxValue)
            .ThenBy(static stream => stream.Id, StringComparer.Ordinal)
            .Select(stream => Of(stream, names))]);
    }

    private static RecurringPayment Of(RecurringStream stream, string[] names) => new()
    {
        StreamId = stream.Id,
        Direction = stream.IsInflow ? "inflow" : "outflow",
        Counterparty = stream.Counterparty,
        Category = names[stream.Category],
        Frequency = Word(stream.Frequency),
        AverageAmount = stream.AverageAmount,
        LastAmount = stream.LastAmount,
        Currency = names[stream.Currency],
        FirstDate = DateOnly.FromDayNumber(stream.First),
        LastDate = DateOnly.FromDayNumber(stream.Last),
        NextDate = stream.Next is { } next ? DateOnly.FromDayNumber(next) : null,
        Status = Word(stream.Status),
    };

    private static string Word(Frequency frequency) => frequency switch
    {
        Frequency.Weekly => "weekly",
        Frequency.EveryTwoWeeks => "biweekly",
        Frequency.TwiceAMonth => "semi-monthly",
        Frequency.Monthly => "monthly",
        Frequency.Quarterly => "quarterly",
        Frequency.Yearly => "yearly",
        _ => "unknown",
    };

    private static string Word(StreamStatus status) => status switch
    {
        StreamStatus.Mature => "mature",
        StreamStatus.Ended => "ended",
        _ => "early-detection",
    };
}
