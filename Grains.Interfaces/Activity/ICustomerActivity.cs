using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Activity;

/// <summary>A customer's transactions: folded into aggregates as they come, kept raw in a short window.</summary>
[Alias("ICustomerActivity")]
public interface ICustomerActivity : IGrainWithGuidKey
{
    /// <summary>The most transactions one call may carry.</summary>
    public const int MaxBatch = 1000;

    /// <summary>Folds transactions, each once. Durable when it returns.</summary>
    /// <param name="batch">At most <see cref="MaxBatch"/>, judged one by one.</param>
    /// <returns>What became of them.</returns>
    [Allow(Role.Frontend, Data = DataScope.Transactions, WhenRestricted = true, Does = "record transactions"), Alias("Record")]
    ValueTask<Reply<TransactionsRecorded>> Record(Input<TransactionBatch> batch);

    /// <summary>Unfolds a transaction that the core bank took back, while it is in the window.</summary>
    /// <param name="transactionId">The bank's id of the transaction.</param>
    /// <returns>Done; <see cref="ProblemCode.Conflict"/> where it is not in the window.</returns>
    [Allow(Role.Frontend, Data = DataScope.Transactions, WhenRestricted = true, Does = "take back a transaction"), Alias("Remove")]
    ValueTask<Reply<Done>> Remove(string transactionId);

    /// <summary>The transactions in the window by (bookedAt, id), newest first.</summary>
    /// <param name="query">Page size and cursor.</param>
    /// <returns>A page.</returns>
    [Allow(Role.Customer, Role.Advisor, Data = DataScope.Transactions, Does = "read the transactions"), Alias("Read")]
    ValueTask<Reply<TransactionPage>> Read(Input<TransactionQuery> query);

    /// <summary>Corrects a transaction's category; its counterparty is remembered.</summary>
    /// <param name="transactionId">The bank's id of the transaction.</param>
    /// <param name="change">The category.</param>
    /// <returns>The transaction as it stands after it.</returns>
    [Allow(Role.Customer, Data = DataScope.Transactions, Does = "correct a transaction's category"), Alias("Categorise")]
    ValueTask<Reply<TransactionView>> Categorise(string transactionId, Input<CategoryChange> change);

    /// <summary>Forgets the raw transactions of accounts that have been silent for 45 days.</summary>
    /// <returns>When the next of this customer's accounts is due, UTC; null where none is.</returns>
    [SiloOnly, Alias("ForgetSilent")]
    ValueTask<DateTimeOffset?> ForgetSilent();
}

/// <summary>One transaction as sent: raw scalars, judged by the grain. A member that was no text or number in JSON is
/// <see cref="Unreadable"/>.</summary>
[GenerateSerializer, Immutable, Alias("transaction-draft")]
public sealed record TransactionDraft
{
    /// <summary>Stands for a JSON scalar of the wrong type, so that the item is rejected and not the call.</summary>
    public const string Unreadable = "\u0000";

    /// <summary>The bank's id, 1 to 64 characters, unique for the customer.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>The account's id, 1 to 64 characters.</summary>
    [Id(1)]
    public string? AccountId { get; init; }

    /// <summary>When it was booked, RFC 3339.</summary>
    [Id(2)]
    public string? BookedAt { get; init; }

    /// <summary>Signed; negative leaves the account. Null where missing, not a number or beyond a decimal.</summary>
    [Id(3)]
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    [Id(4)]
    public string? Currency { get; init; }

    /// <summary>Free text up to 64.</summary>
    [Id(5)]
    public string? Kind { get; init; }

    /// <summary>Who was paid or paid, up to 140 characters.</summary>
    [Id(6)]
    public string? Counterparty { get; init; }

    /// <summary>Up to 280 characters.</summary>
    [Id(7)]
    public string? Description { get; init; }

    /// <summary>ISO 18245 merchant category code, four digits.</summary>
    [Id(8)]
    public string? Mcc { get; init; }

    /// <summary>The account's balance after it.</summary>
    [Id(9)]
    public decimal? BalanceAfter { get; init; }

    /// <summary>True where <c>balanceAfter</c> was sent and was no number.</summary>
    [Id(10)]
    public bool IsBalanceUnreadable { get; init; }
}

/// <summary>Transactions as sent.</summary>
/// <param name="Transactions">In the order of sending.</param>
[GenerateSerializer, Immutable, Alias("transaction-batch")]
public sealed record TransactionBatch([property: Id(0)] ImmutableArray<TransactionDraft> Transactions);

/// <summary>Why a transaction was not folded.</summary>
/// <param name="Id">The bank's id; null where it had none that could be read.</param>
/// <param name="Reason"><c>invalid-value</c>, <c>unknown-currency</c>, <c>too-old</c> or <c>in-future</c>.</param>
[GenerateSerializer, Immutable, Alias("transaction-rejected")]
public sealed record TransactionRejected([property: Id(0)] string? Id, [property: Id(1)] string Reason);

/// <summary>What became of a batch; the three parts add up to its size.</summary>
/// <param name="Accepted">How many were folded.</param>
/// <param name="Duplicates">How many were in the window already.</param>
/// <param name="Rejected">The others, in the order of sending.</param>
[GenerateSerializer, Immutable, Alias("transactions-recorded")]
public sealed record TransactionsRecorded(
    [property: Id(0)] int Accepted, [property: Id(1)] int Duplicates, [property: Id(2)] ImmutableArray<TransactionRejected> Rejected);

/// <summary>Which page of the window.</summary>
/// <param name="Limit">1 to 500.</param>
/// <param name="Before">The <see cref="TransactionPage.Next"/> of the page before; null for the first.</param>
[GenerateSerializer, Immutable, Alias("transaction-query")]
public sealed record TransactionQuery([property: Id(0)] int Limit = 100, [property: Id(1)] string? Before = null);

/// <summary>A transaction in the window, with its category.</summary>
[GenerateSerializer, Immutable, Alias("transaction")]
public sealed record TransactionView
{
    /// <summary>The bank's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The account's id.</summary>
    [Id(1)]
    public required string AccountId { get; init; }

    /// <summary>When it was booked, UTC.</summary>
    [Id(2)]
    public DateTimeOffset BookedAt { get; init; }

    /// <summary>Signed; negative leaves the account.</summary>
    [Id(3)]
    public decimal Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    [Id(4)]
    public required string Currency { get; init; }

    /// <summary>As sent; null where absent.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>As sent; null where absent.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Counterparty { get; init; }

    /// <summary>As sent; null where absent.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>As sent; null where absent.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Mcc { get; init; }

    /// <summary>As sent; null where absent.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? BalanceAfter { get; init; }

    /// <summary>A category id of the catalogue.</summary>
    [Id(10)]
    public required string Category { get; init; }
}

/// <summary>A page of the window.</summary>
/// <param name="Transactions">Newest first.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("transaction-page")]
public sealed record TransactionPage(
    [property: Id(0)] ImmutableArray<TransactionView> Transactions,
    [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>A customer's correction.</summary>
/// <param name="Category">A category id of the catalogue.</param>
[GenerateSerializer, Immutable, Alias("category-change")]
public sealed record CategoryChange([property: Id(0)] string? Category);
