namespace Grains.Personalization;

/// <summary>What was learned from the customer's feedback.</summary>
[GenerateSerializer, Immutable, Alias("model-section")]
internal sealed record ModelSection { public static ModelSection Empty { get; } = new(); [Id(0)] public long ConsentEpoch { get; init; } }
