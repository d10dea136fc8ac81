using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;

namespace Grains.Interfaces.Rights;

/// <summary>What was learned of a customer, in words and numbers.</summary>
/// <param name="Explanation">How it works and what the numbers mean.</param>
/// <param name="Offers">What was learned of each offer.</param>
/// <param name="Outcomes">The reactions it was learned from, newest first.</param>
[GenerateSerializer, Immutable, Alias("exported-model")]
public sealed record ExportedModel(
    [property: Id(0)] string Explanation, [property: Id(1)] ImmutableArray<ExportedLearning> Offers, [property: Id(2)] ImmutableArray<ExportedOutcome> Outcomes)
{
    /// <summary>Counts the consents it was learned under: what was learned under an earlier one is gone.</summary>
    [Id(3)]
    public long ConsentEpoch { get; init; }

    /// <summary>Reactions to what was shown before are forgotten, UTC; absent where none is but by age.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ForgottenBefore { get; init; }

    /// <summary>How the screens are arranged; absent where nothing is kept of it.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedScreen? Screen { get; init; }

    /// <summary>What is remembered of insights; absent where nothing is.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedInsights? Insights { get; init; }

    /// <summary>What was shown and why, newest first.</summary>
    [Id(5)]
    public ImmutableArray<DecisionRecord> Decisions { get; init; } = [];
}

/// <summary>What was learned of an offer.</summary>
/// <param name="Offer">The offer's id; its tag in hexadecimal where the catalogue has it no more.</param>
/// <param name="Title">In plain language.</param>
/// <param name="Bias">How far your own taste is taken to lie from what customers like you do, in log-odds: above 0 the offer is shown sooner, below 0 later.</param>
/// <param name="OddsFactor">By what the odds of the offer being of interest are multiplied.</param>
[GenerateSerializer, Immutable, Alias("exported-learning")]
public sealed record ExportedLearning([property: Id(0)] string Offer, [property: Id(1)] string Title, [property: Id(2)] double Bias, [property: Id(3)] double OddsFactor)
{
    /// <summary>How sure that is: one over the variance of the bias. It is 1 before you have reacted, and 10 at most.</summary>
    [Id(4)]
    public double Certainty { get; init; }
}

/// <summary>A reaction to an offer.</summary>
/// <param name="ShownAt">When the offer was shown, UTC, to the minute.</param>
/// <param name="Decision">Tells decisions of one minute apart.</param>
/// <param name="Offer">The offer's id; its tag in hexadecimal where the catalogue has it no more.</param>
/// <param name="Outcome"><c>viewed</c>, <c>clicked</c>, <c>accepted</c> or <c>dismissed</c>.</param>
[GenerateSerializer, Immutable, Alias("exported-outcome")]
public sealed record ExportedOutcome([property: Id(0)] DateTimeOffset ShownAt, [property: Id(1)] string Decision, [property: Id(2)] string Offer, [property: Id(3)] string Outcome);

/// <summary>Who used the data.</summary>
/// <param name="From">Since when the list goes, UTC.</param>
/// <param name="IsComplete">False where there are more: <c>GET …/usage</c> has them.</param>
/// <param name="Entries">Newest first.</param>
[GenerateSerializer, Immutable, Alias("exported-usage")]
public sealed record ExportedUsage([property: Id(0)] DateTimeOffset From, [property: Id(1)] bool IsComplete, [property: Id(2)] ImmutableArray<UsageEntry> Entries);

/// <summary>A rights request in an export.</summary>
/// <param name="Request">The request.</param>
[GenerateSerializer, Immutable, Alias("exported-rights-request")]
public sealed record ExportedRightsRequest([property: Id(0)] RightsRequest Request)
{
    /// <summary>What the customer wrote; absent where they wrote nothing.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Details { get; init; }

    /// <summary>The attributes as the customer says they should be; absent where they said nothing.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, AttributeValue>? Attributes { get; init; }
}

/// <summary>The journal of operations: a repeated call is answered from it, and it holds nothing else.</summary>
/// <param name="Operations">How many operations it holds.</param>
/// <param name="ForgottenAfter">How long each stays at least, ISO 8601 duration.</param>
[GenerateSerializer, Immutable, Alias("exported-journal")]
public sealed record ExportedJournal([property: Id(0)] int Operations, [property: Id(1)] string ForgottenAfter);
