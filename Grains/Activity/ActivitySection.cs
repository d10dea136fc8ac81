namespace Grains.Activity;

/// <summary>Everything a customer's transactions left behind.</summary>
[GenerateSerializer, Immutable, Alias("activity-section")]
internal sealed record ActivitySection { public static ActivitySection Empty { get; } = new(); }
