using System.Collections.Immutable;

namespace Grains.Interfaces.Rights;

/// <summary>What is remembered of insights: nothing of the money itself, which they are computed from whenever they are read.</summary>
/// <param name="Known">Those that hold, and those that were seen off until they expire.</param>
/// <param name="Muted">The types that are not shown.</param>
[GenerateSerializer, Immutable, Alias("exported-insights")]
public sealed record ExportedInsights([property: Id(0)] ImmutableArray<ExportedInsight> Known, [property: Id(1)] ImmutableArray<string> Muted);

/// <summary>What is remembered of an insight.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Since">The day it became true.</param>
/// <param name="ExpiresAt">The first day on which it is not shown any more.</param>
/// <param name="IsAcknowledged">Whether it was seen off.</param>
[GenerateSerializer, Immutable, Alias("exported-insight")]
public sealed record ExportedInsight(
    [property: Id(0)] string Id, [property: Id(1)] DateOnly Since, [property: Id(2)] DateOnly ExpiresAt, [property: Id(3)] bool IsAcknowledged);
