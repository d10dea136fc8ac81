using System.Collections.Immutable;
using Grains.Access;

namespace Grains.Consent;

/// <summary>The section that is opened at every activation: the consent ledger and the operations of the last 24 hours. Small by design.</summary>
[GenerateSerializer, Immutable, Alias("consent-section")]
internal sealed record ConsentSection
{
    /// <summary>A customer who has decided nothing.</summary>
    public static ConsentSection Empty { get; } = new();

    /// <summary>What was decided, in the order of recording; per purpose also in the order of expression.</summary>
    [Id(0)]
    public ImmutableArray<ConsentEvent> Events { get; init; } = [];

    /// <summary>When the first Global Privacy Control signal came, UTC; null where none did.</summary>
    [Id(1)]
    public DateTimeOffset? PrivacyControlSince { get; init; }

    /// <summary>The operations of the last 24 hours, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<Operation> Operations { get; init; } = [];

    /// <summary>The version of the record that the last withdrawal made: the keys row's floor must reach it before anything is acknowledged.</summary>
    [Id(3)]
    public long WithdrawnAtVersion { get; init; }

    /// <summary>When a decision that was repeated past <see cref="ConsentRepeats.Most"/> was last expressed; at most one a purpose, newer than
    /// its events.</summary>
    [Id(4)]
    public ImmutableArray<ConsentRepeat> Repeats { get; init; } = [];

    /// <summary>The glasses that callers have broken within the last hour.</summary>
    [Id(5)]
    public ImmutableArray<BrokenGlass> Glasses { get; init; } = [];

    /// <summary>Since when the customer has had the use of the data restricted, UTC; null where they have not.</summary>
    [Id(6)]
    public DateTimeOffset? RestrictedSince { get; init; }
}
