namespace Grains.Profile;

/// <summary>The profile's attributes and the bank's id of the customer.</summary>
[GenerateSerializer, Immutable, Alias("profile-section")]
internal sealed record ProfileSection;
