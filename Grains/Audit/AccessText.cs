namespace Grains.Audit;

/// <summary>The free text of an access, sealed under the customer's personal key; the log holds its salted hash.</summary>
/// <param name="CaseReference">The case; null where none was stated.</param>
/// <param name="BreakGlass">The reason to break the glass; null where it was not broken.</param>
[GenerateSerializer, Immutable, Alias("access-text")]
internal sealed record AccessText([property: Id(0)] string? CaseReference, [property: Id(1)] string? BreakGlass);
