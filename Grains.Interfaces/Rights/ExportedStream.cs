using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Rights;

/// <summary>What is kept of the payments to or from a counterparty.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Counterparty">As received.</param>
/// <param name="Category">A category id of the catalogue: that of the newest payment.</param>
[GenerateSerializer, Immutable, Alias("exported-counterparty")]
public sealed record ExportedCounterparty(
    [property: Id(0)] string AccountId, [property: Id(1)] string Currency, [property: Id(2)] string Counterparty, [property: Id(3)] string Category)
{
    /// <summary>The newest payments, oldest first.</summary>
    [Id(4)]
    public ImmutableArray<ExportedPayment> Payments { get; init; } = [];

    /// <summary>The payments before, added up by level of amounts.</summary>
    [Id(5)]
    public ImmutableArray<ExportedEarlierPayments> Earlier { get; init; } = [];
}

/// <summary>A payment to or from a counterparty.</summary>
/// <param name="Date">The day of the booking.</param>
/// <param name="Amount">Negative where it went out.</param>
[GenerateSerializer, Immutable, Alias("exported-payment")]
public sealed record ExportedPayment([property: Id(0)] DateOnly Date, [property: Id(1)] decimal Amount);

/// <summary>Payments that are not kept one by one any more.</summary>
/// <param name="Amount">Of the newest of them, negative where it went out.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstDate">The day of the first.</param>
/// <param name="LastDate">The day of the newest of them.</param>
[GenerateSerializer, Immutable, Alias("exported-earlier-payments")]
public sealed record ExportedEarlierPayments(
    [property: Id(0)] decimal Amount, [property: Id(1)] int Count, [property: Id(2)] DateOnly FirstDate, [property: Id(3)] DateOnly LastDate);

/// <summary>A payment that repeats, as found in the payments that are kept.</summary>
/// <param name="StreamId">Stands for it.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Counterparty">As received.</param>
/// <param name="Category">A category id of the catalogue.</param>
/// <param name="Frequency"><c>weekly</c>, <c>every-two-weeks</c>, <c>twice-a-month</c>, <c>monthly</c>, <c>quarterly</c>, <c>yearly</c> or <c>unknown</c>.</param>
/// <param name="Status"><c>early-detection</c>, <c>mature</c> or <c>ended</c>.</param>
/// <param name="Count">How often it was paid.</param>
/// <param name="AverageAmount">Negative where it goes out.</param>
/// <param name="LastAmount">Negative where it goes out.</param>
/// <param name="FirstDate">When it was first paid.</param>
/// <param name="LastDate">When it was last paid.</param>
[GenerateSerializer, Immutable, Alias("exported-stream")]
public sealed record ExportedStream(
    [property: Id(0)] string StreamId, [property: Id(1)] string AccountId, [property: Id(2)] string Currency, [property: Id(3)] string Counterparty,
    [property: Id(4)] string Category, [property: Id(5)] string Frequency, [property: Id(6)] string Status, [property: Id(7)] int Count,
    [property: Id(8)] decimal AverageAmount, [property: Id(9)] decimal LastAmount, [property: Id(10)] DateOnly FirstDate, [property: Id(11)] DateOnly LastDate)
{
    /// <summary>What was paid before the amount changed; absent where it did not, or changes each time.</summary>
    [Id(12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? PreviousAmount { get; init; }

    /// <summary>When it is due next; absent where that is not known, or it has ended.</summary>
    [Id(13), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? NextDate { get; init; }
}
