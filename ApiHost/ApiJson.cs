using System.Text.Json;
using System.Text.Json.Serialization;
using ApiHost.Access;
using ApiHost.Operations;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Keys;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;

namespace ApiHost;

/// <summary>How the contract writes JSON: camelCase, kebab-case enumerations, instants in UTC with <c>Z</c>. Generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(InstantConverter), typeof(ConsentStateConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(CustomerProfile))]
[JsonSerializable(typeof(ConsentOverview))]
[JsonSerializable(typeof(ConsentDecided))]
[JsonSerializable(typeof(ConsentHistory))]
[JsonSerializable(typeof(TransactionsRecorded))]
[JsonSerializable(typeof(TransactionPage))]
[JsonSerializable(typeof(Recommendations))]
[JsonSerializable(typeof(AdviceList))]
[JsonSerializable(typeof(ScreenLayout))]
[JsonSerializable(typeof(ScreenPreferences))]
[JsonSerializable(typeof(DecisionRecords))]
[JsonSerializable(typeof(AuditShards))]
[JsonSerializable(typeof(AuditEntries))]
[JsonSerializable(typeof(AuditProof))]
[JsonSerializable(typeof(AttributeCatalog))]
[JsonSerializable(typeof(PurposeCatalog))]
[JsonSerializable(typeof(OfferCatalog))]
[JsonSerializable(typeof(UsagePage))]
[JsonSerializable(typeof(ReviewPage))]
[JsonSerializable(typeof(CustomerExport))]
[JsonSerializable(typeof(RightsRequest))]
[JsonSerializable(typeof(RightsRequests))]
[JsonSerializable(typeof(RightsPage))]
[JsonSerializable(typeof(LegalHold))]
[JsonSerializable(typeof(RegisteredWebhook))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(PublishedKeys))]
[JsonSerializable(typeof(KeyOverview))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(KeyReplaced))]
[JsonSerializable(typeof(PrivacyControlSupport))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Instants in UTC with <c>Z</c> (RFC 3339).</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>Consent states as the contract names them, e.g. <c>not-required</c>.</summary>
internal sealed class ConsentStateConverter() : JsonStringEnumConverter<ConsentState>(JsonNamingPolicy.KebabCaseLower);
