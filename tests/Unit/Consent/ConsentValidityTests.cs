using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>How long a consent stands and what it covers.</summary>
public sealed class ConsentValidityTests
{
    private const string Offers = "personalised-offers";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;

    [Fact]
    public void A_purpose_is_unknown_until_decided_and_permitted_only_while_given()
    {
        var section = ConsentSection.Empty;
        Assert.Equal(ConsentState.Unknown, StateOf(section, Now));
        section = Decide(section, "given", Now);
        Assert.Equal(ConsentState.Given, StateOf(section, Now));
        Assert.Equal(ConsentState.Unknown, StateOf(section, Now.AddTicks(-1)));
        section = Decide(section, "withdrawn", Now.AddDays(1));
        Assert.Equal(ConsentState.Given, StateOf(section, Now.AddHours(1)));
        Assert.Equal(ConsentState.Withdrawn, StateOf(section, Now.AddDays(1)));
    }

    [Fact]
    public void A_consent_runs_out_after_its_validity()
    {
        var section = Decide(ConsentSection.Empty, "given", Now);
        Assert.Equal(ConsentState.Given, StateOf(section, Now.AddDays(365).AddTicks(-1)));
        Assert.Equal(ConsentState.Expired, StateOf(section, Now.AddDays(365)));
    }

    [Fact]
    public void Renewal_is_due_from_30_days_before_a_consent_runs_out()
    {
        var (section, end) = (Decide(ConsentSection.Empty, "given", Now), Now.AddDays(365));
        Assert.False(IsDue(section, end.AddDays(-30).AddTicks(-1)));
        Assert.True(IsDue(section, end.AddDays(-30)));
        Assert.True(IsDue(section, end.AddTicks(-1)));
        Assert.True(IsDue(section, end.AddDays(100)));
        Assert.False(IsDue(Decide(section, "given", end), end));
        Assert.False(IsDue(Decide(section, "withdrawn", end), end));
        Assert.False(IsDue(ConsentSection.Empty, end));
        var soon = ConsentSection.Empty.Decide(Offers, new() { State = "given", ExpiresAt = Now.AddDays(30) }, Role.Customer, Catalogue, Now).Value!;
        Assert.True(soon.Decided(Catalogue.Purpose[Offers]).RenewalDue);

        static bool IsDue(ConsentSection section, DateTimeOffset at) => section.View(Catalogue.Purpose[Offers], at).RenewalDue;
    }

    [Fact]
    public void A_consent_may_lie_at_either_end_of_the_calendar()
    {
        var decision = new ConsentDecision { State = "given", Method = "form", At = DateTimeOffset.MinValue, ExpiresAt = DateTimeOffset.MinValue.AddTicks(1) };
        var section = ConsentSection.Empty.Import(Offers, decision, Catalogue, Now).Value!;
        Assert.Equal(ConsentState.Expired, StateOf(section, Now));
        Assert.True(section.View(Catalogue.Purpose[Offers], DateTimeOffset.MinValue).RenewalDue);
        Assert.False(section.Decide(Offers, new() { State = "given", ExpiresAt = DateTimeOffset.MaxValue }, Role.Customer, Catalogue, Now).Value!.View(Catalogue.Purpose[Offers], Now).RenewalDue);
    }

    [Fact]
    public void Channels_left_out_are_not_covered()
    {
        var section = ConsentSection.Empty.Decide(Offers, new() { State = "given", Channels = ["app"] }, Role.Customer, Catalogue, Now).Value!;
        Assert.True(section.CoversChannel(Catalogue.Purpose[Offers], "app", Now));
        Assert.False(section.CoversChannel(Catalogue.Purpose[Offers], "email", Now));
        Assert.False(section.CoversChannel(Catalogue.Purpose[Offers], "pigeon", Now));
        Assert.False(section.CoversChannel(Catalogue.Purpose[Offers], "app", Now.AddDays(365)));
        Assert.True(ConsentSection.Empty.CoversChannel(Catalogue.Purpose["servicing"], "email", Now));
        Assert.False(ConsentSection.Empty.CoversChannel(Catalogue.Purpose["servicing"], "pigeon", Now));
    }

    [Fact]
    public void Categories_left_out_are_not_covered()
    {
        var section = ConsentSection.Empty.Decide(Offers, new() { State = "given", Categories = ["identity"] }, Role.Customer, Catalogue, Now).Value!;
        Assert.True(ConsentSection.Empty.Covers(Catalogue.Purpose["servicing"], "identity", Now));
        Assert.False(ConsentSection.Empty.Covers(Catalogue.Purpose["servicing"], "shoes", Now));
        Assert.False(section.Covers(Catalogue.Purpose[Offers], "identity", Now.AddDays(365)));
        Assert.True(section.Covers(Catalogue.Purpose[Offers], "identity", Now));
        Assert.False(section.Covers(Catalogue.Purpose[Offers], "transactions", Now));
    }

    private static ConsentState StateOf(ConsentSection section, DateTimeOffset at) => section.StateOf(Catalogue.Purpose[Offers], at);

    private static ConsentSection Decide(ConsentSection section, string state, DateTimeOffset now) =>
        section.Decide(Offers, new ConsentDecision { State = state }, Role.Customer, Catalogue, now).Value!;

    private static ConsentSection Import(ConsentSection section, DateTimeOffset? at, DateTimeOffset? now = null) =>
        section.Import(Offers, new ConsentDecision { State = "given", Method = "form", At = at }, Catalogue, now ?? Now).Value!;
}
