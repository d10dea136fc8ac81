using System.Collections.Immutable;
using Grains.Interfaces.Profile;

namespace Grains.Profile;

/// <summary>The profile's attributes and the bank's id of the customer.</summary>
[GenerateSerializer, Immutable, Alias("profile-section")]
internal sealed record ProfileSection
{
    /// <summary>The bank's own id of the customer.</summary>
    [Id(0)]
    public string BankId { get; init; } = string.Empty;

    /// <summary>Counts the profile's changes, from 1; 0 where nothing was written.</summary>
    [Id(1)]
    public long Version { get; init; }

    /// <summary>What is held, by attribute name.</summary>
    [Id(2)]
    public ImmutableDictionary<string, HeldAttribute> Attributes { get; init; } = ImmutableDictionary<string, HeldAttribute>.Empty;
}

/// <summary>An attribute as held.</summary>
/// <param name="Value">The value.</param>
/// <param name="ByCustomer">Whether the customer wrote it last; else the bank did.</param>
/// <param name="UpdatedAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("held-attribute")]
internal sealed record HeldAttribute(
    [property: Id(0)] AttributeValue Value, [property: Id(1)] bool ByCustomer, [property: Id(2)] DateTimeOffset UpdatedAt);
