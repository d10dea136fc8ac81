using Grains.Activity;
using Grains.Consent;
using Grains.Encryption;
using Grains.Keys;
using Grains.Personalization;
using Grains.Profile;
using Grains.Rights;

namespace Grains;

/// <summary>
/// The one row a customer is stored as: a version, a consent epoch and four sections, each sealed by itself. One ETag guards all of it, so
/// a turn is atomic. Holds nothing in clear but counters.
/// </summary>
[GenerateSerializer, Immutable, Alias("customer-record")]
internal sealed record CustomerRecord : ISealedRecord
{
    /// <summary>Counts the writes of the row, from 1; 0 where there is none. Compared with the keys row's floor.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Counts the changes of consent; the model section is discarded where it learned under another.</summary>
    [Id(1)]
    public long ConsentEpoch { get; init; }

    /// <summary>Consents, and the operations of the last 24 hours.</summary>
    [Id(2)]
    public Sealed<ConsentSection>? Consent { get; init; }

    /// <summary>Profile attributes.</summary>
    [Id(3)]
    public Sealed<ProfileSection>? Profile { get; init; }

    /// <summary>Transactions and what was folded from them.</summary>
    [Id(4)]
    public Sealed<ActivitySection>? Activity { get; init; }

    /// <summary>What was learned from feedback.</summary>
    [Id(5)]
    public Sealed<ModelSection>? Model { get; init; }

    /// <summary>Set once the customer is frozen for erasure: what an officer must be able to prove later, under the evidence key. From then on
    /// no section is opened any more.</summary>
    [Id(6)]
    public Sealed<ErasureEvidence>? FrozenEvidence { get; init; }

    /// <summary>The id of the key that the sections are sealed under; null where there are none.</summary>
    public Guid? KeyId => Profile?.KeyId ?? Consent?.KeyId ?? Activity?.KeyId ?? Model?.KeyId;

    /// <summary>The same with every section sealed under another key.</summary>
    /// <param name="from">The key that they are sealed under.</param>
    /// <param name="to">The other key.</param>
    /// <param name="places">Where they stand.</param>
    /// <returns>The record.</returns>
    /// <exception cref="SealBrokenException">A section does not open.</exception>
    public CustomerRecord Reseal(CustomerKey from, CustomerKey to, SectionPlaces places) => this with
    {
        Consent = Consent?.Reseal(from, to, places.Consent),
        Profile = Profile?.Reseal(from, to, places.Profile),
        Activity = Activity?.Reseal(from, to, places.Activity),
        Model = Model?.Reseal(from, to, places.Model),
    };
}
