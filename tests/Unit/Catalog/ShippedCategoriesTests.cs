using ApiHost.Activity;
using ApiHost.Demo;
using Grains.Activity;
using Grains.Catalog;

namespace Tests.Unit.Catalog;

/// <summary>What the shipped patterns and the shipped classifier say.</summary>
public sealed class ShippedCategoriesTests
{
    private const int LargestClassifier = 64 * 1024;
    private static readonly Catalogue Shipped = Catalogue.Load();

    [Theory]
    [InlineData(-1, "Thames Water", null, null, "utilities")]
    [InlineData(-1, "Hausverwaltung Ahorn", "Miete Mai", "standing-order", "housing")]
    [InlineData(1, "Nordlicht Software", "Gehalt 05/2026", "transfer", "salary")]
    [InlineData(1, "Deutsche Rentenversicherung", null, null, "pension")]
    [InlineData(1, "Familienkasse", "Kindergeld", null, "benefits")]
    [InlineData(1, "Úřad práce ČR", "příspěvek", null, "benefits")]
    [InlineData(1, "Firma s.r.o.", "VÝPLATA", null, "salary")]
    [InlineData(1, "Empresa S.A.", "Nómina mayo", null, "salary")]
    [InlineData(-1, "Česká pojišťovna", null, null, "insurance")]
    [InlineData(-1, "Comunidad", "Alquiler", null, "housing")]
    [InlineData(-1, "MERCADONA 123", null, null, "groceries")]
    [InlineData(-1, "Hotel Pension Alpenrose", null, null, "travel")]
    [InlineData(-1, null, "SIPO", null, "housing")]
    [InlineData(1, null, "UROK", null, "income")]
    [InlineData(-1, null, "SANKC. UROK", null, "fees")]
    [InlineData(-1, null, "POJISTNE", null, "insurance")]
    [InlineData(1, null, "DUCHOD", null, "pension")]
    [InlineData(-1, null, "UVER", null, "loans")]
    [InlineData(1, null, "Loan payout", null, "borrowed")]
    [InlineData(1, "Sparbank", "Auszahlung Darlehen", null, "borrowed")]
    [InlineData(1, null, "UVER", null, "borrowed")]
    [InlineData(1, "Banco", "Préstamo", null, "borrowed")]
    [InlineData(-1, "Heimstatt Bausparkasse", "Mortgage instalment", null, "mortgage")]
    [InlineData(-1, null, "Hipoteca", null, "mortgage")]
    [InlineData(-1, null, "SLUZBY", null, "fees")]
    [InlineData(-1, null, null, "cash-withdrawal", "cash")]
    [InlineData(-1, "Own savings account", "Savings", "transfer", "transfer")]
    [InlineData(1, "Own current account", "Savings", "transfer", "transfer")]
    [InlineData(-1, "Alex Sommer", "Thank you", "transfer", "uncategorised")]
    [InlineData(1, "Alex Sommer", "Thank you", "transfer", "income")]
    public void Words_of_four_languages_and_of_the_Czech_bank_are_known(int amount, string? counterparty, string? description, string? kind, string category) =>
        Assert.Equal(category, Shipped.Categoriser.Of(amount, null, counterparty, description, kind).Category);

    [Fact]
    public void Kinds_say_what_is_income_and_what_is_a_transfer()
    {
        Assert.Equal(["benefits", "income", "pension", "salary"], Of(CategoryKind.Income));
        Assert.Equal(["borrowed", "savings", "transfer"], Of(CategoryKind.Transfer));
        Assert.Equal(CategoryKind.Spending, Shipped.KindOf("not declared any more"));

        static IEnumerable<string> Of(CategoryKind kind) => Shipped.CategoryKinds.Where(c => c.Value == kind).Select(c => c.Key).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void The_classifier_is_small_and_knows_a_chain_of_hotels_but_not_a_person()
    {
        Assert.InRange(DeclaredFiles.Shipped("classifier.json").Length, 1, LargestClassifier);
        Assert.Equal(("travel", CategorySource.Classifier), Shipped.Categoriser.Of(-40, null, "TRAVELODGE GB0000", null, null));
        Assert.Equal(CategorySource.None, Shipped.Categoriser.Of(-40, null, "Maria Huber", null, null).Source);
    }

    [Fact]
    public void The_demo_bank_is_understood()
    {
        var sources = DemoBank.Lines(new(2026, 11, 24)).OfType<TransactionsLine>().SelectMany(l => l.Batch.Transactions)
            .Select(t => Shipped.Categoriser.Of(t.Amount!.Value, t.Mcc, t.Counterparty, t.Description, t.Kind)).ToList();
        Assert.InRange(sources.Count(s => s.Source is CategorySource.MerchantCode or CategorySource.Pattern), sources.Count * 0.95, sources.Count);
        Assert.InRange(sources.Count(s => s.Source == CategorySource.Classifier), 0, sources.Count * 0.01);
    }
}
