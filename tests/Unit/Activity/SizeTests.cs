using System.Collections.Frozen;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit.Abstractions;

namespace Tests.Unit.Activity;

/// <summary>A customer of an ordinary life: 15 months, two accounts, 70 transactions a month at 32 or 64 merchants, 16 categories,
/// every one with merchant category code and balance.</summary>
public sealed class SizeTests(ITestOutputHelper output)
{
    public const int Categories = 15;

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
        var serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
        var bytes = serializer.SerializeToArray(section);
        output.WriteLine($"{bytes.Length} bytes, {section.Window().Count} in the window: accounts {section.Accounts.Length}, names {section.Names.Length}, window {section.Window.Length}, "
            + $"texts {section.Texts.Length}, months {section.Months.Length}, balances {section.Balances.Length}, streams {section.Streams.Length}");
        Assert.InRange(section.RecurringAsOf(BookingDay.Of(Drafts.Now)).Count, merchants - 2, 64);
        Assert.InRange(section.Window().Count, 90, 130);
        Assert.Equal(13, section.Totals().Select(t => t.Month).Distinct().Count());
        Assert.InRange(bytes.Length, 4096, most);
        Assert.InRange(bytes.Length - section.Window.Length - section.Texts.Length, 4096, 7168);
    }

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
