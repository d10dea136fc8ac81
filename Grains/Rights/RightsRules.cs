using System.Collections.Immutable;

namespace Grains.Rights;

/// <summary>The law as data: which rights there are under which regime, since when, with which deadline, and the closed lists of reasons.</summary>
internal sealed record RightsRules
{
    /// <summary>How long what is evidence is kept after a request is closed.</summary>
    public required TimeSpan EvidenceRetention { get; init; }

    /// <summary>How long an export may be computed.</summary>
    public required TimeSpan ExportWindow { get; init; }

    /// <summary>How long a certificate is handed out for its code.</summary>
    public required TimeSpan CertificateWindow { get; init; }

    /// <summary>The reasons for a denial.</summary>
    public required ImmutableArray<string> DenialReasons { get; init; }

    /// <summary>The reasons for an extension.</summary>
    public required ImmutableArray<string> ExtensionReasons { get; init; }

    /// <summary>The reasons for signing off.</summary>
    public required ImmutableArray<string> SignOffReasons { get; init; }

    /// <summary>The ids of the regimes.</summary>
    public required ImmutableArray<string> Regimes { get; init; }

    /// <summary>Every deadline, by regime and date.</summary>
    public required ImmutableArray<DeadlineRule> Deadlines { get; init; }

    /// <summary>The rule for a request.</summary>
    /// <param name="regime">The regime.</param>
    /// <param name="right">The right.</param>
    /// <param name="received">The day it came in.</param>
    /// <returns>The latest rule in force that day; null where the regime has none for the right.</returns>
    public DeadlineRule? Of(string regime, string right, DateOnly received) =>
        Deadlines.Where(rule => rule.Regime == regime && rule.Rights.Contains(right) && rule.From <= received).MaxBy(static rule => rule.From);
}

/// <summary>A stretch of time as laws count it; exactly one of the three is not 0.</summary>
/// <param name="Months">Calendar months.</param>
/// <param name="Days">Calendar days.</param>
/// <param name="BusinessDays">Days that are neither at a weekend nor a holiday.</param>
internal readonly record struct LegalPeriod(int Months, int Days, int BusinessDays);

/// <summary>One dated deadline.</summary>
/// <param name="Regime">The regime.</param>
/// <param name="From">In force since.</param>
/// <param name="Rights">For these rights.</param>
/// <param name="Answer">How long the answer may take.</param>
/// <param name="Extension">By how much it may be extended once; null where it may not.</param>
/// <param name="MovesToWorkingDay">Whether a deadline that ends on no working day ends on the next one.</param>
/// <param name="Holidays">What is no working day beside weekends.</param>
internal sealed record DeadlineRule(
    string Regime, DateOnly From, ImmutableArray<string> Rights, LegalPeriod Answer, LegalPeriod? Extension, bool MovesToWorkingDay, ImmutableHashSet<DateOnly> Holidays)
{
    /// <summary>The end of the deadline of a request.</summary>
    /// <param name="received">When it came in, UTC; the day itself does not count.</param>
    /// <param name="isExtended">Whether it was extended.</param>
    /// <returns>The last second of the last day, UTC.</returns>
    public DateTimeOffset DueAt(DateTimeOffset received, bool isExtended)
    {
        var more = isExtended && Extension is { } extension ? extension : default;
        var last = DateOnly.FromDateTime(received.UtcDateTime).AddMonths(Answer.Months + more.Months).AddDays(Answer.Days + more.Days);
        last = AddBusinessDays(last, Answer.BusinessDays + more.BusinessDays);
        while (MovesToWorkingDay && !IsWorkingDay(last))
        {
            last = last.AddDays(1);
        }

        return new DateTimeOffset(last, new TimeOnly(23, 59, 59), TimeSpan.Zero);
    }

    private DateOnly AddBusinessDays(DateOnly from, int count)
    {
        for (; count > 0; count -= IsWorkingDay(from) ? 1 : 0)
        {
            from = from.AddDays(1);
        }

        return from;
    }

    private bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);
}
