using ApiHost.Activity;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Activity;
using Grains.Profile;
using Tests.Datasets;

namespace Tests.Unit.Datasets;

[Trait("Data", "berka")]
public sealed class BerkaTests
{
    private readonly string? folder = SharedData.Folder("berka");

    [SkippableFact]
    public void Every_client_every_owner_and_every_transaction_becomes_part_of_a_line()
    {
        Skip.If(folder is null, "the data set berka is not on this machine");
        var bank = Berka.Read(folder);
        Assert.Equal((4307, 3602, 39_333), (bank.Clients, bank.Accounts, bank.Transactions));

        var lines = bank.Lines().Select(static line => ImportParser.Parse(line).Value!).ToList();
        Assert.Equal(4307, lines.OfType<CustomerLine>().Select(static line => line.CustomerId).Distinct().Count());
        var batches = lines.OfType<TransactionsLine>().ToList();
        Assert.Equal(bank.ClientsWithTransactions, batches.Select(static line => line.CustomerId).Distinct().Count());
        Assert.Equal(39_333, batches.SelectMany(static line => line.Batch.Transactions).Select(static t => t.Id).Distinct().Count());
        Assert.All(batches.GroupBy(static line => line.CustomerId), static owner =>
        {
            var days = owner.SelectMany(static line => line.Batch.Transactions).Select(static t => t.BookedAt).ToList();
            Assert.Equal(days.Order(StringComparer.Ordinal), days);
        });
    }

    [SkippableFact]
    public void Everything_in_it_is_what_the_catalogue_takes()
    {
        Skip.If(folder is null, "the data set berka is not on this machine");
        var catalogue = Catalogue.Load();
        foreach (var bytes in Berka.Lines(folder))
        {
            switch (ImportParser.Parse(bytes).Value)
            {
                case CustomerLine customer:
                    Assert.Null(new ProfileSection().Merge(customer.Draft, catalogue, DateTimeOffset.UnixEpoch).Refusal);
                    break;
                case TransactionsLine transactions:
                    Assert.All(transactions.Batch.Transactions, t => Assert.Equal(Expected(t.Description, t.Amount > 0), Known(TransactionRules.Judge(t, catalogue, out _)!)));
                    break;
                default:
                    Assert.Fail("a line that is neither");
                    break;
            }
        }
    }

    /// <summary>What the bank's own symbols mean; the others say nothing of a category.</summary>
    private static string? Expected(string? description, bool isInflow) => (description, isInflow) switch
    {
        ("Household", false) => "housing",
        ("Insurance", false) => "insurance",
        ("Loan" or "Leasing", false) => "loans",
        ("Statement fee" or "Overdraft interest", false) => "fees",
        ("Pension", true) => "pension",
        _ => null,
    };

    private static string? Known(TransactionView transaction) => transaction.Description is null or "Interest" ? null : transaction.Category;
}
