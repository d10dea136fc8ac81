using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Rights;

/// <summary>The privacy office's queue of rights requests across all customers. Key 0.</summary>
[Alias("IRightsQueue")]
public interface IRightsQueue : IGrainWithIntegerKey
{
    /// <summary>The requests that are not closed, by deadline.</summary>
    /// <param name="query">Status, deadline and page.</param>
    /// <returns>The page.</returns>
    [Allow(Role.Officer, Does = "list the rights requests of all customers"), Alias("List")]
    ValueTask<Reply<RightsPage>> List(Input<RightsQuery> query);
}

/// <summary>Which requests are asked for.</summary>
/// <param name="Status"><c>open</c>, <c>in-progress</c> or <c>on-hold</c>; null for all three.</param>
/// <param name="DueBefore">Only those due before, UTC; null for all.</param>
/// <param name="Limit">1 to 100.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first.</param>
[GenerateSerializer, Immutable, Alias("rights-query")]
public sealed record RightsQuery(
    [property: Id(0)] string? Status, [property: Id(1)] DateTimeOffset? DueBefore, [property: Id(2)] int Limit, [property: Id(3)] string? After);

/// <summary>A page of the queue.</summary>
/// <param name="Requests">By deadline.</param>
[GenerateSerializer, Immutable, Alias("rights-page")]
public sealed record RightsPage([property: Id(0)] ImmutableArray<RightsRequest> Requests)
{
    /// <summary>Names the next page; absent where there is none.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}
