using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Insights;

/// <summary>Payments that repeat.</summary>
/// <param name="Streams">One for each counterparty, direction and level of amounts; those to come soonest first, ended ones last.</param>
[GenerateSerializer, Immutable, Alias("recurring-payments")]
public sealed record RecurringPayments([property: Id(0)] ImmutableArray<RecurringPayment> Streams);

/// <summary>A payment that repeats.</summary>
[GenerateSerializer, Immutable, Alias("recurring-payment")]
public sealed record RecurringPayment
{
    /// <summary>Opaque and stable.</summary>
    [Id(0)]
    public required string StreamId { get; init; }

    /// <summary><c>inflow</c> or <c>outflow</c>.</summary>
    [Id(1)]
    public required string Direction { get; init; }

    /// <summary>As received.</summary>
    [Id(2)]
    public required string Counterparty { get; init; }

    /// <summary>A category id of the catalogue.</summary>
    [Id(3)]
    public required string Category { get; init; }

    /// <summary><c>weekly</c>, <c>biweekly</c>, <c>semi-monthly</c>, <c>monthly</c>, <c>quarterly</c>, <c>yearly</c> or <c>unknown</c>.</summary>
    [Id(4)]
    public required string Frequency { get; init; }

    /// <summary>Mean of the newest occurrences, signed as booked.</summary>
    [Id(5)]
    public decimal AverageAmount { get; init; }

    /// <summary>The newest occurrence's, signed as booked.</summary>
    [Id(6)]
    public decimal LastAmount { get; init; }

    /// <summary>ISO 4217.</summary>
    [Id(7)]
    public required string Currency { get; init; }

    /// <summary>Booking day of the first occurrence.</summary>
    [Id(8)]
    public DateOnly FirstDate { get; init; }

    /// <summary>Booking day of the newest occurrence.</summary>
    [Id(9)]
    public DateOnly LastDate { get; init; }

    /// <summary>The day on which the next is expected; null where it ended or its frequency is unknown.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? NextDate { get; init; }

    /// <summary><c>early-detection</c>, <c>mature</c> (from the third occurrence) or <c>ended</c> (after two missed).</summary>
    [Id(11)]
    public required string Status { get; init; }
}
