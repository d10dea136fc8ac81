using System.Collections.Frozen;
using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Catalog;
using Grains.Personalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Tests.Unit.Personalization;
using Xunit.Abstractions;

namespace Tests.Unit.Activity;

/// <summary>A customer of an ordinary life: 15 months, two accounts, 70 transactions a month at 32 or 64 merchants, 16 categories,
/// every one with merchant category code and balance.</summary>
public sealed class SizeTests(ITestOutputHelper output)
{
    public const int Categories = 15;

    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly Catalogue Catalogue = new()
    {
        Attributes = new AttributeCatalog("1", []),
        Purposes = new PurposeCatalog("1", []),
        Offers = new OfferCatalog("1", []),
        Attribute = FrozenDictionary<string, AttributeDeclaration>.Empty,
        Purpose = FrozenDictionary<string, PurposeDeclaration>.Empty,
        CurrencyDigits = new Dictionary<string, int> { ["CZK"] = 2 }.ToFrozenDictionary(),
        Rights = Catalogue.Load().Rights,
        Categories = Enumerable.Range(0, Categories).Select(i => $"category-{i}").Append("income").Append("uncategorised").ToFrozenSet(),
        CategoryByMcc = Enumerable.Range(0, Categories).ToDictionary(i => $"{5400 + i}", i => $"category-{i}").ToFrozenDictionary(),
    };

    [Theory]
    [InlineData(false, 32, 12_288)]
    [InlineData(true, 32, 12_288)]
    [InlineData(false, 64, 12_288)]
    [InlineData(true, 64, 13_312)]
    public void Thirteen_months_with_64_streams_take_at_most_12_KiB_13_with_long_ids_and_7_without_the_window(bool hasUuids, int merchants, int most)
    {
        var section = Ordinary(hasUuids, merchants);
        var bytes = Serializer.SerializeToArray(section);
        output.WriteLine($"{bytes.Length} bytes, {section.Window().Count} in the window: accounts {section.Accounts.Length}, names {section.Names.Length}, window {section.Window.Length}, "
            + $"texts {section.Texts.Length}, months {section.Months.Length}, balances {section.Balances.Length}, streams {section.Streams.Length}");
        Assert.InRange(section.RecurringAsOf(BookingDay.Of(Drafts.Now)).Count, merchants - 2, 64);
        Assert.InRange(section.Window().Count, 90, 130);
        Assert.Equal(13, section.Totals().Select(t => t.Month).Distinct().Count());
        Assert.InRange(bytes.Length, 4096, most);
        Assert.InRange(bytes.Length - section.Window.Length - section.Texts.Length, 4096, 7168);
    }

    /// <summary>The raw window of 45 days is neither a model nor an aggregate: it is left out. Decisions and corrections are at their caps, twelve
    /// insights stand, two screens are arranged. Outcomes are at the cap of ordinary days; it is assumed that no day brought more than 64 of them by itself, each beyond
    /// takes 25 bytes more until the next report a day later.</summary>
    [Fact]
    public void All_models_and_aggregates_of_13_months_with_64_streams_take_at_most_12_KiB()
    {
        var section = Ordinary(hasUuids: true, merchants: 64);
        for (var i = 0; i < 64; i++)
        {
            var corrected = section.Window()[i % 60];
            section = section.Categorise(corrected.Id, new($"category-{i % Categories}"), Catalogue, Drafts.Now).Value.Next;
        }

        var kept = new ActivitySection
        {
            Accounts = section.Accounts, Names = section.Names, Months = section.Months, Balances = section.Balances, Remembered = section.Remembered, Streams = section.Streams,
        };
        var day = DateOnly.FromDateTime(Customers.Now.UtcDateTime).DayNumber;
        var tiles = Customers.Shipped.Tiles;
        var model = new ModelSection
        {
            ConsentEpoch = 7,
            Offers = [.. Customers.Shipped.Offers.Offers.Select((offer, i) => new LearnedOffer(OfferTag.Of(offer.Id), i / 7.0, 2.5))],
            Outcomes = [.. Enumerable.Range(0, FeedbackLearning.Capacity).Select(i => new LearnedOutcome(ulong.MaxValue - (ulong)i, 29_000_000, 0xFFFFFFF0, OfferOutcome.Dismissed))],
            Floor = 28_999_999,
            Decisions = DecisionHistory.Empty.With([.. Enumerable.Range(0, 400).Select(HeldDecisions.Any)], Customers.Now),
            Insights = new InsightState
            {
                Known = [.. Enumerable.Range(0, 12).Select(i => new KnownInsight(ulong.MaxValue - (ulong)i, day - i, day + i, i % 2 == 0))], Muted = ["idle-cash", "price-rise"],
            },
            Screen = new[] { "home", "insights" }.Aggregate(
                ScreenState.Empty.Count([9, 8, 7, 6, 5, 4, 3], day).Prefer(new() { Language = "de-AT", TextSize = "large", PinnedTiles = ["offers", "help"] }),
                (state, surface) => state.Place(surface, [.. tiles.Tiles.Where(tile => tile.IsShownOn(surface)).Select(tile => new PlacedTile(tile.Id, day))], tiles.Surfaces)),
        };
        var (learned, aggregates) = (Bytes(model), Bytes(kept));
        output.WriteLine($"{learned} + {aggregates} bytes; of the model: offers {learned - Bytes(model with { Offers = [] })}, outcomes {learned - Bytes(model with { Outcomes = [] })}, "
            + $"decisions {learned - Bytes(model with { Decisions = DecisionHistory.Empty })}, insights {learned - Bytes(model with { Insights = null })}, screen {learned - Bytes(model with { Screen = null })}; "
            + $"of the aggregates: accounts {kept.Accounts.Length}, names {kept.Names.Length}, months {kept.Months.Length}, balances {kept.Balances.Length}, remembered {kept.Remembered.Length}, streams {kept.Streams.Length}");
        Assert.InRange(learned + aggregates, 8192, 12_288);
    }

    [Fact]
    public void Corrections_are_kept_within_their_bytes_the_last_given_always()
    {
        var remembered = new RememberedCategories([]);
        for (var i = 0; i < 300; i++)
        {
            remembered.Remember(new string((char)('a' + (i % 26)), 40 + (i % 100)) + i, i % 9);
            Assert.True(remembered.ToArray().Length <= RememberedCategories.MostBytes);
            Assert.EndsWith(i.ToString(System.Globalization.CultureInfo.InvariantCulture), remembered.ToCorrections()[^1].Counterparty, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_counterparty_longer_than_all_bytes_is_kept_alone()
    {
        var remembered = new RememberedCategories([]);
        var longest = string.Concat(Enumerable.Repeat("\U0001F3E6", 140)); // as many as a transaction may have, four bytes each
        remembered.Remember("Baker", 1);
        remembered.Remember(longest, 2);
        Assert.Equal([(longest, 2)], remembered.ToCorrections());
        Assert.Equal(2, remembered.Of(longest));
        remembered.Remember("Grocer", 3);
        Assert.Equal([("GROCER", 3)], remembered.ToCorrections());
    }

    private static int Bytes<T>(T value) => Serializer.SerializeToArray(value).Length;

    private static ActivitySection Ordinary(bool hasUuids, int merchants)
    {
        var random = new Random(7);
        var (section, balance) = (ActivitySection.Empty, new[] { 40_000m, 250_000m });
        for (var day = Drafts.Now.AddMonths(-15); day <= Drafts.Now; day = day.AddDays(1))
        {
            var drafts = new List<TransactionDraft>();
            for (var i = random.Next(1, 4) + (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0); i > 0; i--)
            {
                var account = random.Next(8) == 0 ? 1 : 0;
                var shop = Math.Min(random.Next(merchants), random.Next(merchants));
                var amount = day.Day == 10 && i == 1 ? 45_000m : -random.Next(2_000, 300_000) / 100m;
                balance[account] += amount;
                drafts.Add(new()
                {
                    Id = hasUuids ? new Guid(random.Next(), 1, 2, BitConverter.GetBytes(random.NextInt64())).ToString() : $"{day:yyyyMMdd}{random.Next(1_000_000):00000000}",
                    AccountId = account == 0 ? "CZ6508000000192000145399" : "CZ6508000000192000145402",
                    BookedAt = $"{day.AddSeconds(random.Next(40_000)).UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z",
                    Amount = amount,
                    Currency = "CZK",
                    Kind = amount > 0 ? "transfer" : shop % 5 == 0 ? "direct debit" : "card payment",
                    Counterparty = amount > 0 ? "Employer a.s., Praha 4" : $"Merchant {shop:00} of Brno-město",
                    Description = shop % 3 == 0 ? $"Invoice for the month, client {shop:000000}" : null,
                    Mcc = amount > 0 ? null : $"{5400 + (shop % Categories)}",
                    BalanceAfter = balance[account],
                });
            }

            section = section.Record(new([.. drafts]), Catalogue, day.AddHours(12)).Next;
        }

        return section;
    }
}
