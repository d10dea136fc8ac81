using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>Which changes end a permission, and which end what was learned under it.</summary>
public sealed class ConsentGrantTests
{
    private const string Offers = "personalised-offers";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;
    private static readonly ConsentSection Limited = Decide(
        ConsentSection.Empty, new() { State = "given", Categories = ["identity", "contact"], Channels = ["app"], ExpiresAt = Now.AddDays(100) }, Now);

    public static TheoryData<string, ConsentDecision, bool> Changes => new()
    {
        { "the same", new() { State = "given", Categories = ["contact", "identity"], Channels = ["app"], ExpiresAt = Now.AddDays(100) }, false },
        { "more", new() { State = "given" }, false },
        { "longer", new() { State = "given", Categories = ["identity", "contact"], Channels = ["app"], ExpiresAt = Now.AddDays(101) }, false },
        { "a category less", new() { State = "given", Categories = ["identity"], Channels = ["app"], ExpiresAt = Now.AddDays(100) }, true },
        { "another category", new() { State = "given", Categories = ["identity", "transactions"], ExpiresAt = Now.AddDays(100) }, true },
        { "another channel", new() { State = "given", Channels = ["email"], ExpiresAt = Now.AddDays(100) }, true },
        { "shorter", new() { State = "given", ExpiresAt = Now.AddDays(100).AddTicks(-1) }, true },
        { "refused", new() { State = "refused" }, true },
        { "withdrawn", new() { State = "withdrawn" }, true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_takes_anything_away_ends_a_permission_and_what_was_learned(string change, ConsentDecision decision, bool ends)
    {
        var next = Decide(Limited, decision, Now.AddDays(1));
        Assert.True(ends == next.EndsPermission(Limited, Catalogue, Now.AddDays(1)), change);
        Assert.True(ends == next.EndsLearning(Limited, Catalogue.Purpose[Offers], Now.AddDays(1)), change);
        Assert.True(ends == (Since(next) != Since(Limited)), change);
    }

    [Fact]
    public void A_consent_without_end_that_gets_one_is_narrowed_and_the_reverse_is_not()
    {
        var endless = ConsentSection.Empty.Decide("advice", new() { State = "given" }, Role.Customer, Catalogue, Now).Value!;
        var ending = endless.Decide("advice", new() { State = "given", ExpiresAt = Now.AddYears(99) }, Role.Customer, Catalogue, Now).Value!;
        Assert.True(ending.EndsPermission(endless, Catalogue, Now));
        Assert.False(endless.Decide("advice", new() { State = "given" }, Role.Customer, Catalogue, Now).Value!.EndsPermission(endless, Catalogue, Now));
        Assert.False(ending.Decide("advice", new() { State = "given" }, Role.Customer, Catalogue, Now).Value!.EndsPermission(ending, Catalogue, Now));
    }

    [Fact]
    public void A_first_consent_ends_nothing_and_begins_with_nothing_learned()
    {
        Assert.False(Limited.EndsPermission(ConsentSection.Empty, Catalogue, Now));
        Assert.True(Limited.EndsLearning(ConsentSection.Empty, Catalogue.Purpose[Offers], Now));
    }

    [Fact]
    public void A_consent_given_again_after_it_ran_out_begins_with_nothing_learned()
    {
        var late = Decide(Limited, new() { State = "given" }, Now.AddDays(100));
        Assert.True(late.EndsLearning(Limited, Catalogue.Purpose[Offers], Now.AddDays(100)));
        Assert.False(late.EndsPermission(Limited, Catalogue, Now.AddDays(100)));
        var inTime = Decide(Limited, new() { State = "given" }, Now.AddDays(100).AddTicks(-1));
        Assert.False(inTime.EndsLearning(Limited, Catalogue.Purpose[Offers], Now.AddDays(100).AddTicks(-1)));
        Assert.Equal((false, true), (Since(late) == Since(Limited), Since(inTime) == Since(Limited)));
    }

    [Fact]
    public void A_consent_expressed_before_the_other_ran_out_and_imported_after_it_begins_with_nothing_learned()
    {
        var imported = Limited.Import(Offers, new() { State = "given", Method = "branch", At = Now.AddDays(99) }, Catalogue, Now.AddDays(110)).Value!;
        Assert.True(imported.EndsLearning(Limited, Catalogue.Purpose[Offers], Now.AddDays(110)));
        Assert.NotEqual(Since(Limited), Since(imported));
    }

    [Fact]
    public void A_no_to_another_purpose_ends_that_permission_but_nothing_learned_here()
    {
        var next = Limited.Decide("advice", new() { State = "refused" }, Role.Customer, Catalogue, Now.AddDays(1)).Value!;
        Assert.True(next.EndsPermission(Limited, Catalogue, Now.AddDays(1)));
        Assert.False(next.EndsLearning(Limited, Catalogue.Purpose[Offers], Now.AddDays(1)));
    }

    [Fact]
    public void A_no_remembered_without_an_event_must_not_be_lost_to_a_backup_either()
    {
        var section = ConsentSection.Empty;
        for (var i = 0; i < ConsentRepeats.Most + 2; i++)
        {
            var next = Decide(section, new() { State = "withdrawn" }, Now.AddSeconds(i));
            Assert.True(next.EndsPermission(section, Catalogue, Now.AddSeconds(i)));
            section = next;
        }

        Assert.False(section.EndsPermission(section, Catalogue, Now.AddDays(1)));
    }

    [Fact]
    public void Nothing_happened_so_nothing_ended_though_the_consent_ran_out_meanwhile()
    {
        Assert.False(Limited.EndsPermission(Limited, Catalogue, Now.AddDays(100)));
        Assert.False(Limited.EndsLearning(Limited, Catalogue.Purpose[Offers], Now.AddDays(100)));
        var journal = Limited with { Operations = [] };
        Assert.False(journal.EndsLearning(Limited, Catalogue.Purpose[Offers], Now));
    }

    [Fact]
    public void A_purpose_that_rests_on_a_contract_has_no_permission_to_end()
    {
        var next = Limited.WithdrawAll(new(null), Role.Customer, Catalogue, Now).Value!;
        Assert.False(next.EndsLearning(Limited, Catalogue.Purpose["servicing"], Now));
    }

    private static Guid Since(ConsentSection section) => section.Beginning(Catalogue.Purpose[Offers]);

    private static ConsentSection Decide(ConsentSection section, ConsentDecision decision, DateTimeOffset now) =>
        section.Decide(Offers, decision, Role.Customer, Catalogue, now).Value!;
}
