using System.Globalization;
using ApiHost.Activity;
using ApiHost.Demo;
using Grains.Activity;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Activity;
using Grains.Profile;

namespace Tests.Unit.Demo;

public sealed class DemoBankTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly Catalogue Catalogue = Catalogue.Load();
    private static readonly List<ImportLine> Lines = [.. DemoBank.Lines(Today), DemoBank.End(Today)];

    [Fact]
    public void Two_hundred_customers_have_eighteen_months_up_to_yesterday()
    {
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"demo-{i:D3}"), Lines.OfType<CustomerLine>().Select(l => l.CustomerId));
        Assert.All(ByCustomer(), own =>
        {
            Assert.StartsWith("2025-05-0", own.First().BookedAt, StringComparison.Ordinal);
            Assert.InRange(Day(own.Last()), Today.AddDays(-8), Today.AddDays(-1));
            Assert.InRange(own.Count(), 200, 2500);
        });
    }

    [Fact]
    public void The_same_day_gives_the_same_bank_and_the_next_day_only_adds_to_it()
    {
        Assert.Equal(Texts(Lines.Take(40)), Texts(DemoBank.Lines(Today).Take(40)));
        var next = DemoBank.Lines(Today.AddDays(1)).OfType<TransactionsLine>().SelectMany(l => l.Batch.Transactions).ToDictionary(t => t.Id!);
        Assert.All(ByCustomer().SelectMany(own => own).Take(20_000), t => Assert.Equal(t, next[t.Id!]));
    }

    [Fact]
    public void The_catalogue_takes_everything()
    {
        var consents = new Dictionary<string, ConsentSection>();
        foreach (var line in Lines)
        {
            switch (line)
            {
                case CustomerLine customer:
                    Assert.Null(new ProfileSection().Merge(customer.Draft, Catalogue, Now).Refusal);
                    break;
                case TransactionsLine transactions:
                    Assert.InRange(transactions.Batch.Transactions.Length, 1, ICustomerActivity.MaxBatch);
                    Assert.All(transactions.Batch.Transactions, t => Assert.NotNull(TransactionRules.Judge(t, Catalogue, out _)));
                    break;
                case ConsentLine consent:
                    var before = consents.GetValueOrDefault(consent.CustomerId, ConsentSection.Empty);
                    var after = before.Import(consent.Purpose, consent.Decision, Catalogue, Now);
                    Assert.Null(after.Refusal);
                    Assert.NotSame(before, after.Value);
                    consents[consent.CustomerId] = after.Value!;
                    break;
                default:
                    Assert.Fail("an unknown line");
                    break;
            }
        }

        Assert.InRange(consents.Count, 150, 199);
    }

    [Fact]
    public void Every_account_is_in_booking_order_and_its_balance_runs() => Assert.All(
        ByCustomer().SelectMany(own => own.GroupBy(t => t.AccountId)), account =>
        {
            TransactionDraft? before = null;
            foreach (var t in account)
            {
                Assert.True(before is null || string.CompareOrdinal(before.BookedAt, t.BookedAt) <= 0);
                Assert.True(before is null || before.BalanceAfter + t.Amount == t.BalanceAfter);
                before = t;
            }
        });

    [Fact]
    public void Lives_differ_and_hold_together()
    {
        var profiles = Lines.OfType<CustomerLine>().Select(l => l.Draft.Attributes).ToList();
        Assert.Equal(["employed", "retired", "self-employed", "student", "unemployed"], profiles.Select(p => p["employmentStatus"].Text).Distinct().Order());
        Assert.Equal(["CZK", "EUR", "GBP"], ByCustomer().SelectMany(own => own.Select(t => t.Currency)).Distinct().Order());
        Assert.True(profiles.Select(p => p["annualIncome"].Number).Distinct().Count() > 150);
        Assert.All(ByCustomer(), own =>
        {
            var flow = own.Where(t => t.AccountId!.EndsWith("-current", StringComparison.Ordinal)).ToList();
            var income = flow.Where(t => t.Amount > 0).Sum(t => t.Amount!.Value);
            var spent = -flow.Where(t => t.Amount < 0).Sum(t => t.Amount!.Value);
            Assert.InRange((double)(spent / income), 0.55, 1.3);
        });
    }

    [Fact]
    public void Rent_and_salary_come_every_month_and_December_costs_more_than_the_other_months()
    {
        var all = ByCustomer().SelectMany(own => own).ToList();
        var rents = all.Where(t => t.Description == "Rent").GroupBy(t => t.Id![..8]).ToList();
        Assert.True(rents.Count > 60, $"{rents.Count} tenants");
        Assert.All(rents, rent => Assert.InRange(rent.Count(), 18, 20));

        // Only whole months: the running one is not over.
        var cards = all.Where(t => t.Kind == "card" && Day(t) < new DateOnly(2026, 11, 1)).GroupBy(t => t.BookedAt![..7])
            .ToDictionary(month => month.Key, month => -month.Where(t => t.Currency == "EUR").Sum(t => t.Amount!.Value));
        Assert.True(cards["2025-12"] > cards.Values.Average() * 1.08m, $"{cards["2025-12"]} against {cards.Values.Average()}");
    }

    [Fact]
    public void The_first_customer_banks_in_euros_and_has_decided_nothing_yet()
    {
        Assert.Equal("EUR", ByCustomer().Single(own => own.Key == "demo-001").First().Currency);
        Assert.DoesNotContain(Lines.OfType<ConsentLine>(), l => l.CustomerId == "demo-001" && l.Purpose == "personalised-offers");
    }

    [Fact]
    public void Only_the_last_line_decides_the_last_purpose_of_the_last_customer() =>
        Assert.Same(Lines[^1], Assert.Single(Lines.OfType<ConsentLine>(), l => l.CustomerId == DemoBank.LastId && l.Purpose == DemoBank.EndPurpose));

    private static IEnumerable<IGrouping<string, TransactionDraft>> ByCustomer() =>
        Lines.OfType<TransactionsLine>().SelectMany(l => l.Batch.Transactions.Select(t => (l.CustomerId, t))).GroupBy(x => x.CustomerId, x => x.t);

    private static DateOnly Day(TransactionDraft t) => DateOnly.ParseExact(t.BookedAt![..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Texts(IEnumerable<ImportLine> lines) => lines.Select(line => line switch
    {
        CustomerLine customer => string.Join(';', customer.Draft.Attributes.Select(a => $"{a.Key}={a.Value.Text}{a.Value.Number}{string.Join(',', a.Value.Items)}")),
        TransactionsLine transactions => string.Join('\n', transactions.Batch.Transactions),
        _ => line.ToString(),
    });
}
