using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Activity;

namespace Grains.Interfaces.Rights;

/// <summary>The payments in an export, and what was added up from them.</summary>
[GenerateSerializer, Immutable, Alias("exported-activity")]
public sealed record ExportedActivity
{
    /// <summary>The accounts.</summary>
    [Id(0)]
    public ImmutableArray<ExportedAccount> Accounts { get; init; } = [];

    /// <summary>The single transactions that are still held, newest first.</summary>
    [Id(1)]
    public ImmutableArray<TransactionView> Transactions { get; init; } = [];

    /// <summary>Totals by account, currency, month and category, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<ExportedTotal> MonthlyTotals { get; init; } = [];

    /// <summary>Balances at the end of days, oldest first.</summary>
    [Id(3)]
    public ImmutableArray<ExportedBalance> Balances { get; init; } = [];

    /// <summary>The categories that the customer gave to counterparties.</summary>
    [Id(4)]
    public ImmutableArray<ExportedCorrection> Corrections { get; init; } = [];

    /// <summary>The currencies and categories that ever occurred.</summary>
    [Id(5)]
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>What suggestions look at; absent where nothing is known, and from a portability export.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedSummary? Summary { get; init; }

    /// <summary>What is kept of the payments to and from each counterparty, to find those that repeat.</summary>
    [Id(7)]
    public ImmutableArray<ExportedCounterparty> Counterparties { get; init; } = [];

    /// <summary>The payments that repeat, as found in these; empty in a portability export.</summary>
    [Id(8)]
    public ImmutableArray<ExportedStream> Streams { get; init; } = [];
}

/// <summary>An account in an export.</summary>
/// <param name="AccountId">The bank's id.</param>
/// <param name="LastReceivedAt">When a transaction last came, UTC.</param>
/// <param name="TotalsSince">The oldest month that totals are held of, <c>yyyy-MM</c>.</param>
[GenerateSerializer, Immutable, Alias("exported-account")]
public sealed record ExportedAccount([property: Id(0)] string AccountId, [property: Id(1)] DateTimeOffset LastReceivedAt, [property: Id(2)] string TotalsSince)
{
    /// <summary>Single transactions before this day are forgotten; absent where none was.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ForgottenBefore { get; init; }

    /// <summary>The account's first booking day, where its transaction is forgotten; absent elsewhere.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? FirstDay { get; init; }
}

/// <summary>What was booked on an account in a month, in one currency and category.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Category">A category id of the catalogue.</param>
/// <param name="Count">How many transactions.</param>
/// <param name="Inflow">What came in.</param>
/// <param name="Outflow">What went out, as a positive number.</param>
[GenerateSerializer, Immutable, Alias("exported-total")]
public sealed record ExportedTotal(
    [property: Id(0)] string AccountId, [property: Id(1)] string Month, [property: Id(2)] string Currency, [property: Id(3)] string Category,
    [property: Id(4)] int Count, [property: Id(5)] decimal Inflow, [property: Id(6)] decimal Outflow);

/// <summary>The balance of an account at the end of a day.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Date">The day.</param>
/// <param name="Amount">The balance.</param>
[GenerateSerializer, Immutable, Alias("exported-balance")]
public sealed record ExportedBalance(
    [property: Id(0)] string AccountId, [property: Id(1)] string Currency, [property: Id(2)] DateOnly Date, [property: Id(3)] decimal Amount);

/// <summary>A category that the customer gave to a counterparty.</summary>
/// <param name="Counterparty">The counterparty, in upper case.</param>
/// <param name="Category">A category id of the catalogue.</param>
[GenerateSerializer, Immutable, Alias("exported-correction")]
public sealed record ExportedCorrection([property: Id(0)] string Counterparty, [property: Id(1)] string Category);

/// <summary>What suggestions look at of the payments, in the currency most of them are in.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="MonthsSeen">How many months totals are held of.</param>
/// <param name="MonthlyInflow">What came in, a month.</param>
/// <param name="MonthlyOutflow">What went out, a month.</param>
/// <param name="Balance">The latest known balances together; null where none is known.</param>
[GenerateSerializer, Immutable, Alias("exported-summary")]
public sealed record ExportedSummary(
    [property: Id(0)] string Currency, [property: Id(1)] int MonthsSeen, [property: Id(2)] decimal MonthlyInflow, [property: Id(3)] decimal MonthlyOutflow,
    [property: Id(4)] decimal? Balance);
