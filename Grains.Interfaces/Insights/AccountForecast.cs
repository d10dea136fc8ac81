using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Insights;

/// <summary>What is to be forecast.</summary>
/// <param name="AsOf">The day that counts as today; null for today.</param>
/// <param name="Days">How many days ahead, 1 to 90.</param>
/// <param name="AccountId">The bank's id of the account; null for the busiest.</param>
[GenerateSerializer, Immutable, Alias("forecast-query")]
public sealed record ForecastQuery([property: Id(0)] DateOnly? AsOf = null, [property: Id(1)] int Days = ForecastQuery.DefaultDays, [property: Id(2)] string? AccountId = null)
{
    /// <summary>How many days ahead where it is not said.</summary>
    public const int DefaultDays = 30;

    /// <summary>The most days ahead.</summary>
    public const int MostDays = 90;
}

/// <summary>How an account's balance will go.</summary>
[GenerateSerializer, Immutable, Alias("account-forecast")]
public sealed record AccountForecast
{
    /// <summary>The day that counts as today.</summary>
    [Id(0)]
    public DateOnly AsOf { get; init; }

    /// <summary>The bank's id of the account; null where no account is known.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccountId { get; init; }

    /// <summary>ISO 4217; null where no account is known.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>Day by day, from the day after <see cref="AsOf"/>; empty where nothing is known yet.</summary>
    [Id(3)]
    public ImmutableArray<ExpectedBalance> Days { get; init; } = [];

    /// <summary>The minimum over the horizon; null where nothing is known yet.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExpectedBalance? Lowest { get; init; }

    /// <summary>The recurring payments that were counted, by date.</summary>
    [Id(5)]
    public ImmutableArray<ExpectedPayment> Known { get; init; } = [];

    /// <summary>Why nothing is known: <c>no-transactions</c>, <c>no-balance</c>, <c>no-history</c> (a balance is known, and nothing that
    /// moved it) or <c>short-history</c> (less than a month is); null where something is.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }
}

/// <summary>A balance that is expected, with its 80 % interval.</summary>
/// <param name="Date">The day, at its end.</param>
/// <param name="Expected">The expectation.</param>
/// <param name="Low">Below it in one case of ten.</param>
/// <param name="High">Above it in one case of ten.</param>
[GenerateSerializer, Immutable, Alias("expected-balance")]
public sealed record ExpectedBalance(
    [property: Id(0)] DateOnly Date, [property: Id(1)] decimal Expected, [property: Id(2)] decimal Low, [property: Id(3)] decimal High);

/// <summary>A recurring payment that is expected.</summary>
/// <param name="StreamId">The stream's id.</param>
/// <param name="Counterparty">As received.</param>
/// <param name="Date">The day it is due.</param>
/// <param name="Amount">Signed; negative leaves the account.</param>
[GenerateSerializer, Immutable, Alias("expected-payment")]
public sealed record ExpectedPayment(
    [property: Id(0)] string StreamId, [property: Id(1)] string Counterparty, [property: Id(2)] DateOnly Date, [property: Id(3)] decimal Amount);
