using System.Collections.Frozen;
using Grains.Catalog;
using Grains.Interfaces.Catalog;

namespace Tests.Unit;

/// <summary>A small catalogue for rules that need one.</summary>
internal static class TestCatalogue
{
    public static Catalogue Small { get; } = Of(
        [
            new() { Name = "givenName", Title = "Given name", Type = "text", Category = "identity", Retention = "P10Y", Purposes = ["servicing", "self-service", "advice"], WritableBy = ["bank"] },
            new() { Name = "email", Title = "E-mail", Type = "text", Category = "contact", Retention = "P10Y", Purposes = ["servicing", "self-service"], WritableBy = ["bank", "customer"] },
            new() { Name = "gender", Title = "Gender", Type = "text", Category = "identity", Retention = "P10Y", Protected = true, Purposes = ["self-service"], WritableBy = ["bank"] },
        ],
        [
            Purpose("servicing", "contract"), Purpose("self-service", "contract"), Purpose("personalised-offers", "consent") with { Validity = "P365D" },
            Purpose("advice", "consent"), Purpose("third-party-sharing", "consent") with { WithdrawnByPrivacyControl = true },
        ]);

    /// <summary>A catalogue of one purpose.</summary>
    public static Catalogue OfPurpose(PurposeDeclaration purpose) => Of([], [purpose]);

    private static PurposeDeclaration Purpose(string id, string basis) => new()
    {
        Id = id, Title = id, Description = id, LegalBasis = basis, DpvTerm = "dpv:Purpose", Categories = ["identity", "contact", "transactions"], Channels = ["app", "email"],
        NoticeVersion = "1",
    };

    private static Catalogue Of(AttributeDeclaration[] attributes, PurposeDeclaration[] purposes) => new()
    {
        Attributes = new AttributeCatalog("1", [.. attributes]),
        Purposes = new PurposeCatalog("1", [.. purposes]),
        Offers = new OfferCatalog("1", []),
        Attribute = attributes.ToFrozenDictionary(a => a.Name),
        Purpose = purposes.ToFrozenDictionary(p => p.Id),
        CurrencyDigits = new Dictionary<string, int> { ["EUR"] = 2, ["JPY"] = 0, ["BHD"] = 3 }.ToFrozenDictionary(),
        Categories = new[] { "groceries", "income", "uncategorised" }.ToFrozenSet(),
        CategoryByMcc = new Dictionary<string, string> { ["5411"] = "groceries" }.ToFrozenDictionary(),
        Rights = Catalogue.Load().Rights,
    };
}
