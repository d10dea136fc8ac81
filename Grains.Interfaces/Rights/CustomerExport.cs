using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Catalog;

namespace Grains.Interfaces.Rights;

/// <summary>Everything held of a customer (GDPR, articles 15 and 20). Its JSON is described by <c>/.well-known/export-schema.json</c>.</summary>
[GenerateSerializer, Immutable, Alias("customer-export")]
public sealed record CustomerExport
{
    /// <summary>Names the form of this version; the <c>$id</c> of its JSON Schema.</summary>
    public const string Form = "urn:profile-platform:customer-export:1";

    /// <summary>The form.</summary>
    [Id(0)]
    public string Schema { get; init; } = Form;

    /// <summary>When it was computed, UTC.</summary>
    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The customer's language as far as the notices have it, BCP 47; the default one elsewhere.</summary>
    [Id(2)]
    public required string Language { get; init; }

    /// <summary>The request that opened it.</summary>
    [Id(3)]
    public required ExportedRequest Request { get; init; }

    /// <summary>Who the data is about.</summary>
    [Id(4)]
    public required ExportedSubject Subject { get; init; }

    /// <summary>Who decides about the data, and where to complain.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ControllerDeclaration? Controller { get; init; }

    /// <summary>What data is used for.</summary>
    [Id(6)]
    public ImmutableArray<ExportedPurpose> Purposes { get; init; } = [];

    /// <summary>What the data categories mean.</summary>
    [Id(7)]
    public ImmutableArray<ExportedCategory> Categories { get; init; } = [];

    /// <summary>The profile.</summary>
    [Id(8)]
    public required ExportedProfile Profile { get; init; }

    /// <summary>The consents, with everything that was ever decided.</summary>
    [Id(9)]
    public required ExportedConsents Consents { get; init; }

    /// <summary>The payments and what was added up from them.</summary>
    [Id(10)]
    public required ExportedActivity Activity { get; init; }

    /// <summary>What was learned; absent from a portability export, which leaves out what was inferred.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedModel? Model { get; init; }

    /// <summary>Who used the data; absent from a portability export.</summary>
    [Id(12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedUsage? Usage { get; init; }

    /// <summary>The customer's rights requests, newest first.</summary>
    [Id(13)]
    public ImmutableArray<ExportedRightsRequest> RightsRequests { get; init; } = [];

    /// <summary>What is kept so that a repeated call is not done twice.</summary>
    [Id(14)]
    public required ExportedJournal Journal { get; init; }

    /// <summary>What the customer stated of their screens; absent where nothing is kept of them.</summary>
    [Id(20), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Personalization.ScreenPreferences? Preferences { get; init; }
}

/// <summary>The request that opened an export.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Right"><c>access</c> or <c>portability</c>.</param>
/// <param name="ReceivedAt">When it came in, UTC.</param>
/// <param name="ExpiresAt">Until when exports can be computed under it, UTC.</param>
[GenerateSerializer, Immutable, Alias("exported-request")]
public sealed record ExportedRequest(
    [property: Id(0)] string RequestId, [property: Id(1)] string Right, [property: Id(2)] DateTimeOffset ReceivedAt, [property: Id(3)] DateTimeOffset ExpiresAt);

/// <summary>Who the data is about.</summary>
/// <param name="CustomerId">The bank's id.</param>
/// <param name="Pseudonym">What stands for the customer in the platform's own rows and logs.</param>
[GenerateSerializer, Immutable, Alias("exported-subject")]
public sealed record ExportedSubject([property: Id(0)] string CustomerId, [property: Id(1)] Guid Pseudonym);

/// <summary>The customer's consents.</summary>
[GenerateSerializer, Immutable, Alias("exported-consents")]
public sealed record ExportedConsents
{
    /// <summary>Every purpose as it stands now.</summary>
    [Id(0)]
    public ImmutableArray<Consent.PurposeConsent> Now { get; init; } = [];

    /// <summary>Every decision, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<ExportedConsentEvent> History { get; init; } = [];

    /// <summary>When a decision was last repeated that had been repeated so often that it is not an event any more.</summary>
    [Id(2)]
    public ImmutableArray<ExportedRepeat> Repeats { get; init; } = [];

    /// <summary>When the first Global Privacy Control signal came, UTC; absent where none did.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? GlobalPrivacyControlSince { get; init; }

    /// <summary>Since when the use of the data is restricted, UTC; absent where it is not.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RestrictedSince { get; init; }

    /// <summary>Until when callers who broke the glass may go on without a new reason, UTC; absent where nobody has broken it within the hour.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<DateTimeOffset>? BrokenGlassUntil { get; init; }
}

/// <summary>One decision about one purpose.</summary>
[GenerateSerializer, Immutable, Alias("exported-consent-event")]
public sealed record ExportedConsentEvent
{
    /// <summary>The purpose id.</summary>
    [Id(0)]
    public required string Purpose { get; init; }

    /// <summary>What was decided.</summary>
    [Id(1)]
    public Consent.ConsentState State { get; init; }

    /// <summary>When it was expressed, UTC.</summary>
    [Id(2)]
    public DateTimeOffset At { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    [Id(3)]
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>How it was expressed.</summary>
    [Id(4)]
    public required string Method { get; init; }

    /// <summary>The version of the notice that was shown.</summary>
    [Id(5)]
    public required string NoticeVersion { get; init; }

    /// <summary>The consent record's id.</summary>
    [Id(6)]
    public Guid RecordId { get; init; }

    /// <summary>The receipt's id: <c>GET …/consents/receipts/{receiptId}</c>.</summary>
    [Id(7)]
    public Guid ReceiptId { get; init; }

    /// <summary>The data categories it is limited to; absent where it is not.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Categories { get; init; }

    /// <summary>The channels it is limited to; absent where it is not.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Channels { get; init; }

    /// <summary>The language the notice was shown in; absent where not said.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Language { get; init; }

    /// <summary>When a consent given runs out, UTC; absent where it does not.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Said where a privacy signal and a consent by name disagree; absent elsewhere.</summary>
    [Id(12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Conflict { get; init; }
}

/// <summary>A decision that was repeated too often to be an event.</summary>
/// <param name="Purpose">The purpose id.</param>
/// <param name="At">When it was last expressed, UTC.</param>
[GenerateSerializer, Immutable, Alias("exported-repeat")]
public sealed record ExportedRepeat([property: Id(0)] string Purpose, [property: Id(1)] DateTimeOffset At);
