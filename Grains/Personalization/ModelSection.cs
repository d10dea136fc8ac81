namespace Grains.Personalization;

/// <summary>What was learned from the customer's feedback.</summary>
[GenerateSerializer, Immutable, Alias("model-section")]
internal sealed record ModelSection;
