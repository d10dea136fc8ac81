using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>Withdrawing many purposes in one turn.</summary>
public sealed class ConsentWithdrawalsTests
{
    private const string Offers = "personalised-offers";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;

    [Fact]
    public void Withdrawing_all_withdraws_every_consent_purpose_whatever_it_was()
    {
        var section = Decide(ConsentSection.Empty, "given", Now).WithdrawAll(new(null), Role.Customer, Catalogue, Now).Value!;
        Assert.All(Catalogue.Purposes.Purposes.Where(p => p.NeedsConsent), p => Assert.Equal(ConsentState.Withdrawn, section.StateOf(p, DateTimeOffset.MaxValue)));
        var again = section.WithdrawAll(new(null), Role.Customer, Catalogue, Now.AddDays(2)).Value!;
        Assert.Same(again, Import(again, Now.AddDays(1), Now.AddDays(3)));
    }

    [Theory]
    [InlineData(Role.Customer, null, "self-service")]
    [InlineData(Role.Customer, "app", "app")]
    [InlineData(Role.Frontend, "phone", "phone")]
    public void A_withdrawal_of_everything_says_how_it_was_expressed(Role role, string? method, string expected) =>
        Assert.All(ConsentSection.Empty.WithdrawAll(new(method), role, Catalogue, Now).Value!.Events, e => Assert.Equal((expected, Now), (e.Method, e.RecordedAt)));

    [Theory]
    [InlineData(Role.Frontend, null)]
    [InlineData(Role.Frontend, "")]
    [InlineData(Role.Customer, "")]
    [InlineData(Role.Customer, "a\u0000b")]
    [InlineData(Role.Customer, "a method that is described at such length that it goes beyond what a line of a history holds")]
    public void A_withdrawal_of_everything_that_does_not_say_how_is_refused(Role role, string? method) =>
        Assert.Equal("/method", ConsentSection.Empty.WithdrawAll(new(method), role, Catalogue, Now).Refusal!.Errors.Single().Pointer);

    [Fact]
    public void A_record_of_a_backup_counts_as_withdrawn()
    {
        var section = Decide(ConsentSection.Empty, "given", Now).Distrust(Catalogue, Now.AddDays(1));
        Assert.Equal(ConsentState.Withdrawn, StateOf(section, Now.AddDays(1)));
        Assert.Equal(["restored-backup"], section.Events.Skip(1).Select(e => e.Method).Distinct());
        Assert.Equal(4, section.Events.Length);
        Assert.Same(section, Import(section, Now.AddHours(1), Now.AddDays(1)));
    }

    private static ConsentState StateOf(ConsentSection section, DateTimeOffset at) => section.StateOf(Catalogue.Purpose[Offers], at);

    private static ConsentSection Decide(ConsentSection section, string state, DateTimeOffset now) =>
        section.Decide(Offers, new ConsentDecision { State = state }, Role.Customer, Catalogue, now).Value!;

    private static ConsentSection Import(ConsentSection section, DateTimeOffset? at, DateTimeOffset? now = null) =>
        section.Import(Offers, new ConsentDecision { State = "given", Method = "form", At = at }, Catalogue, now ?? Now).Value!;
}
