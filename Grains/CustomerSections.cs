using System.Collections.Immutable;
using Grains.Activity;
using Grains.Consent;
using Grains.Encryption;
using Grains.Keys;
using Grains.Personalization;
using Grains.Profile;
using Orleans.Serialization;

namespace Grains;

/// <summary>
/// A customer's sections in clear, in one activation's memory: each opened at its first use and sealed again only when it changed. A turn
/// changes a <see cref="Fork"/>; the grain swaps it in once its row is written, so memory never runs ahead of the disk.
/// </summary>
internal sealed class CustomerSections(CustomerRecord record, CustomerKey key, SectionPlaces places, Serializer serializer)
{
    private Section<ConsentSection> consent = new(record.Consent);
    private Section<ProfileSection> profile = new(record.Profile);
    private Section<ActivitySection> activity = new(record.Activity);
    private Section<ModelSection> model = new(record.Model);

    /// <summary>Counts the ends of permissions to personalise; what the model section holds under another is worth nothing.</summary>
    public long ConsentEpoch { get; private set; } = record.ConsentEpoch;

    /// <summary>The version of the row these sections were read from or written as.</summary>
    public long Version => record.Version;

    /// <summary>The consent ledger and the operations.</summary>
    public ConsentSection Consent
    {
        get => consent.Open(key, places.Consent, serializer) ?? consent.Begin(ConsentSection.Empty);
        set => consent.Set(value);
    }

    /// <summary>The profile.</summary>
    public ProfileSection Profile
    {
        get => profile.Open(key, places.Profile, serializer) ?? profile.Begin(new ProfileSection());
        set => profile.Set(value);
    }

    /// <summary>The transactions.</summary>
    public ActivitySection Activity
    {
        get => activity.Open(key, places.Activity, serializer) ?? activity.Begin(ActivitySection.Empty);
        set => activity.Set(value);
    }

    /// <summary>What was learned under the present consents.</summary>
    public ModelSection Model
    {
        get => model.Open(key, places.Model, serializer) is { } learned && learned.ConsentEpoch == ConsentEpoch
            ? learned : model.Begin(ModelSection.Empty with { ConsentEpoch = ConsentEpoch });
        set => model.Set(value);
    }

    /// <summary>Whether anything differs from the row.</summary>
    public bool HasChanged => consent.HasChanged || profile.HasChanged || activity.HasChanged || model.HasChanged;

    /// <summary>Whether the transactions differ from the row.</summary>
    public bool HasActivityChanged => activity.HasChanged;

    /// <summary>Whether the profile differs from the row.</summary>
    public bool HasProfileChanged => profile.HasChanged;

    /// <summary>A copy to change in a turn.</summary>
    /// <returns>The copy; what is opened stays opened.</returns>
    public CustomerSections Fork() => (CustomerSections)MemberwiseClone();

    /// <summary>Forgets what was learned under permissions that have ended. The section is opened only for the sake of what goes on.</summary>
    /// <param name="outliving">The parts whose permission goes on; they go on under the next epoch.</param>
    public void Unlearn(ImmutableArray<ModelPart> outliving)
    {
        var kept = outliving.IsEmpty || model.IsAbsent ? null : Model.Keep(outliving);
        ConsentEpoch++;
        if (kept is null)
        {
            model.Clear();
        }
        else
        {
            model.Set(kept with { ConsentEpoch = ConsentEpoch });
        }
    }

    /// <summary>Seals what changed.</summary>
    /// <param name="version">The row's next version.</param>
    /// <returns>The row to write.</returns>
    public CustomerRecord Seal(long version) => new()
    {
        Version = version,
        ConsentEpoch = ConsentEpoch,
        Consent = consent.Seal(key, places.Consent, serializer),
        Profile = profile.Seal(key, places.Profile, serializer),
        Activity = activity.Seal(key, places.Activity, serializer),
        Model = model.Seal(key, places.Model, serializer),
    };

    /// <summary>These sections, now standing for the row that was written.</summary>
    /// <param name="written">The row.</param>
    /// <returns>The sections.</returns>
    public CustomerSections WrittenAs(CustomerRecord written) => new(written, key, places, serializer)
    {
        consent = consent.WrittenAs(written.Consent),
        profile = profile.WrittenAs(written.Profile),
        activity = activity.WrittenAs(written.Activity),
        model = model.WrittenAs(written.Model),
    };

    /// <summary>One section: its envelope, and its value once opened or set.</summary>
    private struct Section<T>(Sealed<T>? envelope)
        where T : class
    {
        private Sealed<T>? envelope = envelope;
        private T? value;

        public bool HasChanged { get; private set; }

        public readonly bool IsAbsent => envelope is null && value is null;

        public T? Open(CustomerKey key, SealPlace place, Serializer serializer)
        {
            if (value is null && envelope is not null)
            {
                Instruments.SectionOpened(place.Section);
                value = envelope.Open(key, place, serializer);
            }

            return value;
        }

        /// <summary>Starts from nothing; that alone is no change worth writing.</summary>
        public T Begin(T nothing) => value = nothing;

        public void Set(T next)
        {
            HasChanged |= !ReferenceEquals(next, value);
            value = next;
        }

        public void Clear()
        {
            HasChanged |= envelope is not null;
            (value, envelope) = (null, null);
        }

        public readonly Sealed<T>? Seal(CustomerKey key, SealPlace place, Serializer serializer) =>
            HasChanged && value is not null ? Sealed<T>.Seal(value, key, place, serializer) : envelope;

        public readonly Section<T> WrittenAs(Sealed<T>? written) => new(written) { value = value };
    }
}

/// <summary>Where a customer's sections stand; bound into their envelopes.</summary>
/// <param name="service">The deployment's service id.</param>
/// <param name="owner">The customer's grain id.</param>
internal sealed class SectionPlaces(string service, GrainId owner)
{
    /// <summary>Of the consent section.</summary>
    public SealPlace Consent { get; } = new(service, owner, "consent");

    /// <summary>Of the answers kept in the operation journal.</summary>
    public SealPlace Answers { get; } = new(service, owner, KeyUses.Answers);

    /// <summary>Of the free text beside the entries of the audit log.</summary>
    public SealPlace AccessText { get; } = new(service, owner, KeyUses.AccessText);

    /// <summary>Of the profile section.</summary>
    public SealPlace Profile { get; } = new(service, owner, "profile");

    /// <summary>Of the activity section.</summary>
    public SealPlace Activity { get; } = new(service, owner, "activity");

    /// <summary>Of the model section.</summary>
    public SealPlace Model { get; } = new(service, owner, "model");

    /// <summary>Of what a rights request says beyond its right.</summary>
    public SealPlace RightsDetails { get; } = new(service, owner, KeyUses.RightsDetails);

    /// <summary>Of the evidence in the rights grain's own record.</summary>
    public SealPlace Rights { get; } = new(service, owner, "rights");

    /// <summary>Of what is handed over as evidence at a freeze.</summary>
    public SealPlace Evidence { get; } = new(service, owner, "evidence");
}
