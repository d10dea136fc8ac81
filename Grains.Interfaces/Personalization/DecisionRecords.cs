using System.Collections.Immutable;

namespace Grains.Interfaces.Personalization;

/// <summary>From when to when.</summary>
/// <param name="From">The first day, UTC; null for 30 days before the last.</param>
/// <param name="To">The last day, UTC; null for today.</param>
[GenerateSerializer, Immutable, Alias("decision-query")]
public sealed record DecisionQuery([property: Id(0)] DateOnly? From = null, [property: Id(1)] DateOnly? To = null);

/// <summary>What was shown, and why.</summary>
/// <param name="Decisions">Newest first.</param>
[GenerateSerializer, Immutable, Alias("decision-records")]
public sealed record DecisionRecords([property: Id(0)] ImmutableArray<DecisionRecord> Decisions);

/// <summary>A personal decision. It stands for every time that the same offers were shown in the same places for the same reasons, one after the other.</summary>
/// <param name="At">When it was first shown, UTC, to the minute.</param>
/// <param name="LastAt">When it was last noted, UTC, to the minute; a decision is noted once a day.</param>
/// <param name="Surface">Where it was shown.</param>
/// <param name="ModelVersion">The version of the weights.</param>
/// <param name="Items">The offers in their order, with the figures of the first time: scores and contributions to a thousandth.</param>
[GenerateSerializer, Immutable, Alias("decision-record")]
public sealed record DecisionRecord(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] DateTimeOffset LastAt, [property: Id(2)] string Surface, [property: Id(3)] string ModelVersion,
    [property: Id(4)] ImmutableArray<RecommendedOffer> Items);
