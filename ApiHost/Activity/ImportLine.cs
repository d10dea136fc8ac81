using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Profile;

namespace ApiHost.Activity;

/// <summary>One line of an import: something to do for one customer.</summary>
/// <param name="CustomerId">The bank's id of the customer, not yet judged.</param>
internal abstract record ImportLine(string CustomerId)
{
    /// <summary>Where the line's own object stands, as a JSON Pointer; goes before the pointers of a fault.</summary>
    public abstract string Root { get; }
}

/// <summary>Attributes to merge.</summary>
/// <param name="CustomerId">The bank's id of the customer.</param>
/// <param name="Draft">The attributes.</param>
internal sealed record CustomerLine(string CustomerId, ProfileDraft Draft) : ImportLine(CustomerId)
{
    /// <inheritdoc/>
    public override string Root => "/customer";
}

/// <summary>Transactions to fold.</summary>
/// <param name="CustomerId">The bank's id of the customer.</param>
/// <param name="Batch">At most 1,000.</param>
internal sealed record TransactionsLine(string CustomerId, TransactionBatch Batch) : ImportLine(CustomerId)
{
    /// <inheritdoc/>
    public override string Root => "/transactions";
}

/// <summary>A consent decision to record.</summary>
/// <param name="CustomerId">The bank's id of the customer.</param>
/// <param name="Purpose">The purpose id, not yet judged.</param>
/// <param name="Decision">The decision.</param>
internal sealed record ConsentLine(string CustomerId, string Purpose, ConsentDecision Decision) : ImportLine(CustomerId)
{
    /// <inheritdoc/>
    public override string Root => "/consent";
}

/// <summary>What became of a line: counts, or the refusal that stands in their place.</summary>
internal readonly record struct ImportOutcome
{
    /// <summary>Customers merged.</summary>
    public int Customers { get; init; }

    /// <summary>Transactions folded.</summary>
    public int Transactions { get; init; }

    /// <summary>Transactions and consents that were there already.</summary>
    public int Duplicates { get; init; }

    /// <summary>Consents recorded.</summary>
    public int Consents { get; init; }

    /// <summary>The transactions that were not folded; default where there are none.</summary>
    public ImmutableArray<TransactionRejected> Rejected { get; init; }

    /// <summary>Why nothing was done; null where it was.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>A refused line.</summary>
    /// <param name="refusal">Why.</param>
    public static implicit operator ImportOutcome(Refusal refusal) => new() { Refusal = refusal };
}
