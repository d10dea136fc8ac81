using Grains.Interfaces.Rights;

namespace Tests.Unit.Rights;

/// <summary>What stands in an export, and what does not.</summary>
public sealed class ExportDocumentTests
{
    private static readonly CustomerExport Access = Exports.Of(Exports.Full());

    [Fact]
    public void An_attribute_is_told_with_use_basis_source_end_and_recipients()
    {
        var income = Access.Profile.Attributes.Single(a => a.Name == "annualIncome");
        Assert.Equal(("financial", "bank", "P3Y", Exports.Now.AddDays(-7 + (3 * 365))), (income.Category, income.Source, income.Retention, income.RetainedUntil));
        Assert.Contains(new ExportedUse("servicing", "contract", true), income.Purposes);
        Assert.Contains(new ExportedUse("personalised-offers", "consent", true), income.Purposes);
        Assert.Contains(new ExportedUse("advice", "consent", false), income.Purposes);
        Assert.Empty(income.Recipients);
        var shared = Access.Profile.Attributes.Single(a => a.Name == "segment").Recipients.Single();
        Assert.Equal(("Example Insurance", "third-party", "third-party-sharing"), (shared.Name, shared.Role, shared.Purposes.Single()));
    }

    [Fact]
    public void An_attribute_that_is_not_declared_any_more_is_told_all_the_same()
    {
        var undeclared = Access.Profile.Attributes[^1];
        Assert.Equal(("shoeSize", null, null), (undeclared.Name, undeclared.Category, undeclared.RetainedUntil));
    }

    [Theory]
    [InlineData("cs", "cs", "Křestní jméno")]
    [InlineData("de-AT", "de", "Vorname")]
    [InlineData("fi", "en", "First name")]
    public void It_speaks_the_customers_language_where_the_catalogue_does(string own, string spoken, string title)
    {
        var export = Exports.Of(Exports.Full(language: own));
        Assert.Equal((spoken, title), (export.Language, export.Profile.Attributes[0].Title));
        Assert.Equal(title == "First name", export.Categories[0].Title.StartsWith("Who", StringComparison.Ordinal));
    }

    [Fact]
    public void Portability_leaves_out_what_was_inferred_and_the_banks_own_log()
    {
        var portable = Exports.Of(Exports.Full("portability"));
        Assert.Null(portable.Model);
        Assert.Null(portable.Usage);
        Assert.Null(portable.Activity.Summary);
        Assert.Equivalent(Access.Activity.Transactions, portable.Activity.Transactions, strict: true);
        Assert.Equal(Access.Profile.Attributes.Length, portable.Profile.Attributes.Length);
        Assert.Equal(2, portable.Consents.History.Length);
        Assert.NotNull(Access.Model);
        Assert.NotNull(Access.Usage);
        Assert.NotNull(Access.Activity.Summary);
    }

    [Fact]
    public void What_was_learned_explains_itself()
    {
        var offer = Exports.Catalogue.Offers.Offers[0];
        var learned = Access.Model!.Offers.Single();
        Assert.Equal((offer.Id, offer.Title, 0.75, Math.Exp(0.75)), (learned.Offer, learned.Title, learned.Bias, learned.OddsFactor));
        Assert.Equal(2, learned.Certainty);
        Assert.NotEmpty(Access.Model.Decisions.Single().Items[0].Reasons[0].Text);
        var outcome = Access.Model.Outcomes.Single();
        Assert.Equal((offer.Id, "clicked", Exports.Now), (outcome.Offer, outcome.Outcome, outcome.ShownAt));
    }

    [Fact]
    public void The_payments_are_unpacked_as_they_came()
    {
        Assert.Equal(["t2", "t1"], Access.Activity.Transactions.Select(t => t.Id));
        var first = Access.Activity.Transactions[1];
        Assert.Equal((-12.5m, "EUR", "Green & \"Grocer\"", "5411", 887.5m, "groceries"), (first.Amount, first.Currency, first.Counterparty, first.Mcc, first.BalanceAfter, first.Category));
        Assert.Equal(82.5m, Access.Activity.MonthlyTotals.Sum(t => t.Outflow)); // also what is not held singly any more
        Assert.Equal(2_000m, Access.Activity.MonthlyTotals.Sum(t => t.Inflow));
        Assert.Equal(DateOnly.FromDateTime(Exports.Now.AddDays(-99).UtcDateTime), Access.Activity.Accounts.Single().ForgottenBefore);
    }
}
