namespace Grains.Consent;

/// <summary>The consent ledger and the operations of the last 24 hours.</summary>
[GenerateSerializer, Immutable, Alias("consent-section")]
internal sealed record ConsentSection;
