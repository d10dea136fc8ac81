using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>The Global Privacy Control signal in the ledger.</summary>
public sealed class PrivacySignalTests
{
    private const string Offers = "personalised-offers";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;

    [Fact]
    public void A_privacy_signal_withdraws_what_declares_it_once_and_shows_the_conflict()
    {
        var sharing = Catalogue.Purpose["third-party-sharing"];
        var given = ConsentSection.Empty.Decide(sharing.Id, new() { State = "given" }, Role.Customer, Catalogue, Now).Value!;
        var signalled = given.ReceiveSignal(Catalogue, Now.AddHours(1));
        Assert.Equal(ConsentState.Withdrawn, signalled.StateOf(sharing, Now.AddHours(1)));
        Assert.NotNull(signalled.View(sharing, Now.AddHours(1)).Conflict);
        Assert.True(signalled.Overview(Catalogue, Now.AddHours(1)).GlobalPrivacyControl);

        var byName = signalled.Decide(sharing.Id, new() { State = "given" }, Role.Customer, Catalogue, Now.AddHours(2)).Value!;
        Assert.Same(byName, byName.ReceiveSignal(Catalogue, Now.AddHours(3)));
        Assert.Equal(ConsentState.Given, byName.StateOf(sharing, Now.AddHours(3)));
        Assert.NotNull(byName.View(sharing, Now.AddHours(3)).Conflict);
    }

    [Theory]
    [InlineData("given", "given-by-name-before-signal")]
    [InlineData("refused", null)]
    [InlineData("withdrawn", null)]
    [InlineData(null, null)]
    public void A_privacy_signal_is_the_customers_last_word_whatever_was_decided_before(string? state, string? conflict)
    {
        var sharing = Catalogue.Purpose["third-party-sharing"];
        var before = state is null ? ConsentSection.Empty : ConsentSection.Empty.Decide(sharing.Id, new() { State = state }, Role.Customer, Catalogue, Now).Value!;
        var signalled = before.ReceiveSignal(Catalogue, Now.AddDays(1));

        Assert.Equal((ConsentState.Withdrawn, conflict), (signalled.StateOf(sharing, Now.AddDays(1)), signalled.View(sharing, Now.AddDays(1)).Conflict));
        Assert.Equal("global-privacy-control", signalled.Events[^1].Method);
        Assert.Equal(before.Events.Length + 1, signalled.Events.Length);
        Assert.Same(signalled, Imported(Now.AddHours(1)));
        Assert.Equal("given-by-name-while-signal-on", Imported(Now.AddDays(1).AddTicks(1)).View(sharing, Now.AddDays(3)).Conflict);
        Assert.False(signalled.Overview(Catalogue, Now.AddDays(1).AddTicks(-1)).GlobalPrivacyControl);

        ConsentSection Imported(DateTimeOffset at) =>
            signalled.Import(sharing.Id, new() { State = "given", Method = "form", At = at }, Catalogue, Now.AddDays(2)).Value!;
    }

    [Fact]
    public void Only_a_consent_to_what_the_signal_is_about_stands_against_it()
    {
        var signalled = ConsentSection.Empty.ReceiveSignal(Catalogue, Now);
        Assert.Null(Decide(signalled, "given", Now).Events[^1].Conflict);
        var sharing = signalled.Decide("third-party-sharing", new() { State = "refused" }, Role.Customer, Catalogue, Now).Value!;
        Assert.Null(sharing.Events[^1].Conflict);
        Assert.Null(ConsentSection.Empty.Decide("third-party-sharing", new() { State = "given" }, Role.Customer, Catalogue, Now).Value!.Events[^1].Conflict);
    }

    private static ConsentState StateOf(ConsentSection section, DateTimeOffset at) => section.StateOf(Catalogue.Purpose[Offers], at);

    private static ConsentSection Decide(ConsentSection section, string state, DateTimeOffset now) =>
        section.Decide(Offers, new ConsentDecision { State = state }, Role.Customer, Catalogue, now).Value!;

    private static ConsentSection Import(ConsentSection section, DateTimeOffset? at, DateTimeOffset? now = null) =>
        section.Import(Offers, new ConsentDecision { State = "given", Method = "form", At = at }, Catalogue, now ?? Now).Value!;
}
