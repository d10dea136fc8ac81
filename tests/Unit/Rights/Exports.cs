using System.Collections.Immutable;
using System.Text.Json;
using ApiHost;
using Grains.Access;
using Grains.Activity;
using Grains.Catalog;
using Grains.Consent;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Personalization;
using Grains.Profile;
using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>A customer of whom everything is held that can be, and their export.</summary>
internal static class Exports
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Catalogue Catalogue { get; } = Catalogue.Load();

    public static ExportSources Full(string right = "access", string language = "de") =>
        new(Guid.Parse("8f14e45f-ceea-467f-9575-3c1d2a5e7b90"), new ExportedRequest("41287a80-f49f-4579-85c5-16d92a74d220", right, Now, Now.AddDays(30)), Profile(language), Consent(), Activity(), Model())
        {
            Usage = new ExportedUsage(Now.AddDays(-30), true, [Use()]),
            RightsRequests =
            [
                new ExportedRightsRequest(RightsDesk.View(new RightsCase
                {
                    Id = Guid.NewGuid(), Right = "rectification", Regime = "gdpr", ReceivedAt = Now, DueAt = Now.AddDays(30),
                }.Did("intake", Now).Close(RightsStatus.Denied, "excessive", Now)))
                {
                    Details = "moved house", Attributes = new() { ["city"] = AttributeValue.Of("Brno") },
                },
            ],
        };

    public static CustomerExport Of(ExportSources held) => ExportDocument.Of(held, Catalogue, Now);

    public static JsonElement Json(CustomerExport export) => JsonSerializer.SerializeToElement(export, ApiJson.Default.CustomerExport);

    private static ProfileSection Profile(string language) => new()
    {
        BankId = "c-1001",
        Version = 7,
        Attributes = new Dictionary<string, HeldAttribute>
        {
            ["givenName"] = new(AttributeValue.Of("Jana"), false, Now.AddDays(-9)),
            ["language"] = new(AttributeValue.Of(language), true, Now.AddDays(-8)),
            ["annualIncome"] = new(AttributeValue.Of(42_000m), false, Now.AddDays(-7)),
            ["segment"] = new(AttributeValue.Of("gold"), false, Now.AddDays(-7)),
            ["holdings"] = new(AttributeValue.Of(ImmutableArray.Create("current-account", "savings-account")), false, Now.AddDays(-6)),
            ["shoeSize"] = new(AttributeValue.Of(true), false, Now.AddDays(-5)),
        }.ToImmutableDictionary(),
    };

    private static ConsentSection Consent() => new()
    {
        Events =
        [
            Event("personalised-offers", ConsentState.Given),
            Event("third-party-sharing", ConsentState.Given) with
            {
                Categories = ["contact"], Channels = ["email"], Language = "de", ExpiresAt = Now.AddDays(300), Conflict = "given-by-name-while-signal-on",
            },
        ],
        PrivacyControlSince = Now.AddDays(-50),
        Operations = [new Operation { Key = [1], Request = [2], At = Now, Answer = null! }],
        WithdrawnAtVersion = 3,
        Repeats = [new ConsentRepeat("advice", Now.AddDays(-1))],
        Glasses = [new BrokenGlass([3], Now.AddMinutes(30))],
        RestrictedSince = Now.AddHours(-1),
    };

    private static ConsentEvent Event(string purpose, ConsentState state) => new()
    {
        Purpose = purpose, State = state, At = Now.AddDays(-40), RecordedAt = Now.AddDays(-39), Method = "paper", NoticeVersion = "2026-11", RecordId = Guid.NewGuid(), ReceiptId = Guid.NewGuid(),
    };

    private static ActivitySection Activity()
    {
        var section = ActivitySection.Empty;
        section = section.Record(new([.. Enumerable.Range(0, 10).Select(i => Draft($"r{i}", Now.AddMonths(i - 23), -500, "Landlord"))]), Catalogue, Now.AddDays(-100)).Next;
        section = section.Record(new([Draft("old", Now.AddDays(-100), -70, "Old <Shop>")]), Catalogue, Now.AddDays(-100)).Next;
        section = section.Record(new([Draft("t1", Now.AddDays(-2), -12.5m, "Green & \"Grocer\""), Draft("t2", Now.AddDays(-1), 2_000, "Employer")]), Catalogue, Now).Next;
        return section.Categorise("t1", new CategoryChange("groceries"), Catalogue, Now).Value.Next;
    }

    private static TransactionDraft Draft(string id, DateTimeOffset bookedAt, decimal amount, string counterparty) => new()
    {
        Id = id, AccountId = "acc-1", BookedAt = bookedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), Amount = amount, Currency = "EUR", Kind = "card", Counterparty = counterparty,
        Description = "weekly", Mcc = "5411", BalanceAfter = 900 + amount,
    };

    private static ModelSection Model() => new()
    {
        ConsentEpoch = 2,
        Offers = [new LearnedOffer(OfferTag.Of(Catalogue.Offers.Offers[0].Id), 0.75, 2)],
        Outcomes = [new LearnedOutcome(99, (uint)(Now - DateTimeOffset.UnixEpoch).TotalMinutes, OfferTag.Of(Catalogue.Offers.Offers[0].Id), OfferOutcome.Clicked)],
        Floor = 17,
        Screen = new ScreenState
        {
            Stated = new ScreenPreferences { Language = "de", TextSize = "large", Contrast = "high", ReducedMotion = true, PinnedTiles = ["advice"] },
            Uses = [new TileUse("advice", 2.5, DateOnly.FromDateTime(Now.UtcDateTime).DayNumber)],
            Places = [new PlacedTiles("home", [new PlacedTile("advice", DateOnly.FromDateTime(Now.UtcDateTime).DayNumber - 3)])],
        },
        Insights = new InsightState
        {
            Known = [new KnownInsight(0x1234, DateOnly.FromDateTime(Now.UtcDateTime).DayNumber - 3, DateOnly.FromDateTime(Now.UtcDateTime).DayNumber + 27, true)], Muted = ["idle-cash"],
        },
        Decisions = DecisionHistory.Empty.With([Personalization.HeldDecisions.Any(380)], Now),
    };

    private static UsageEntry Use() => new()
    {
        At = Now, Role = "advisor", Client = "desk", Purpose = "servicing", Operation = "profile.read", Categories = ["identity"], Outcome = "allowed", Count = 3, Text = "An advisor asked to read the profile.",
        CaseReference = "case 7", BreakGlass = "emergency",
    };
}
