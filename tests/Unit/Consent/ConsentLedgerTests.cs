using CsCheck;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

public sealed class ConsentLedgerTests
{
    private const string Offers = "personalised-offers";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;

    [Fact]
    public void A_consent_says_what_was_decided_and_what_was_not_said_is_the_purposes()
    {
        var decision = new ConsentDecision { State = "given", Categories = ["contact", "identity", "contact"], Channels = ["app", "app"], Language = "cs", Method = "app", ExpiresAt = Now.AddDays(9) };
        var decided = ConsentSection.Empty.Decide(Offers, decision, Role.Frontend, Catalogue, Now.AddDays(1)).Value!;
        var fresh = Assert.Single(decided.Events);
        Assert.Equal(["contact", "identity"], fresh.Categories!.Value.AsEnumerable());
        Assert.Equal(["app"], fresh.Channels!.Value.AsEnumerable());
        Assert.Equal(("cs", "app", Now.AddDays(9), Now.AddDays(1), Now.AddDays(1)), (fresh.Language, fresh.Method, fresh.ExpiresAt, fresh.At, fresh.RecordedAt));
        var view = decided.Decided(Catalogue.Purpose[Offers]);
        Assert.Equal((fresh.RecordId.ToString(), fresh.ReceiptId.ToString(), "1", Now.AddDays(1)), (view.RecordId, view.ReceiptId, view.NoticeVersion, view.Since));
        Assert.Equal(Catalogue.Purpose[Offers].Categories, ConsentSection.Empty.View(Catalogue.Purpose[Offers], Now).Categories.AsEnumerable());
        var imported = ConsentSection.Empty.Import(Offers, new() { State = "refused", Method = "form", At = Now.AddDays(-9), ExpiresAt = Now }, Catalogue, Now).Value!.Events[0];
        Assert.Equal((Now.AddDays(-9), Now, (DateTimeOffset?)null, "form"), (imported.At, imported.RecordedAt, imported.ExpiresAt, imported.Method));
    }

    [Fact]
    public void Each_repeat_of_a_decision_is_an_event_of_its_own()
    {
        var section = ConsentSection.Empty;
        string[] states = ["refused", "refused", "given", "given", "withdrawn", "withdrawn"];
        for (var day = 0; day < states.Length; day++)
        {
            section = Decide(section, states[day], Now.AddDays(day));
        }

        Assert.Equal(states, section.Events.Select(e => e.State.ToString().ToLowerInvariant()));
        Assert.Equal(Enumerable.Range(0, states.Length).Select(day => Now.AddDays(day)), section.Events.Select(e => e.At));
    }

    [Fact]
    public void An_imported_consent_never_revives_what_was_withdrawn_after_it()
    {
        var section = Decide(Decide(ConsentSection.Empty, "given", Now.AddDays(-10)), "withdrawn", Now.AddDays(-5));
        Assert.Same(section, Import(section, Now.AddDays(-7)));
        Assert.Same(section, Import(section, at: null));
        Assert.Same(section, Import(section, section.Events[^1].At));
        Assert.Equal(ConsentState.Given, StateOf(Import(section, Now.AddDays(-1)), Now));
    }

    [Fact]
    public void An_imported_consent_of_the_future_is_refused() =>
        Assert.Equal(ProblemCode.InvalidValue, ConsentSection.Empty.Import(Offers, new() { State = "given", Method = "form", At = Now.AddTicks(1) }, Catalogue, Now).Refusal!.Code);

    [Fact]
    public void Every_fault_of_a_decision_is_named()
    {
        var decision = new ConsentDecision { State = "maybe", ExpiresAt = Now, Categories = ["shoes"], Channels = ["pigeon"], Language = "\u0007" };
        var refusal = ConsentSection.Empty.Decide(Offers, decision, Role.Frontend, Catalogue, Now).Refusal!;
        Assert.Equal(
            ["/state", "/method", "/language", "/expiresAt", "/categories/0", "/channels/0"],
            refusal.Errors.Select(e => e.Pointer));
    }

    [Fact]
    public void A_purpose_that_is_not_in_the_catalogue_or_rests_on_a_contract_takes_no_consent()
    {
        var decision = new ConsentDecision { State = "given" };
        Assert.Equal(ProblemCode.UnknownPurpose, ConsentSection.Empty.Decide("spam", decision, Role.Customer, Catalogue, Now).Refusal!.Code);
        Assert.Equal(ProblemCode.InvalidValue, ConsentSection.Empty.Decide("servicing", decision, Role.Customer, Catalogue, Now).Refusal!.Code);
    }

    [Fact]
    public void A_clock_that_steps_back_revives_nothing()
    {
        var section = Decide(Decide(ConsentSection.Empty, "given", Now), "withdrawn", Now.AddHours(1));
        Assert.False(section.Permits(Catalogue.Purpose[Offers], Now.AddMinutes(1)));
        Assert.Equal(ConsentState.Withdrawn, section.Overview(Catalogue, section.Present(Now.AddMinutes(1))).Purposes.Single(p => p.Purpose == Offers).State);
    }

    [Theory]
    [InlineData("/categories")]
    [InlineData("/channels")]
    public void A_consent_to_nothing_is_none(string pointer)
    {
        var decision = new ConsentDecision { State = "given", Categories = pointer == "/categories" ? [] : null, Channels = pointer == "/channels" ? [] : null };
        Assert.Equal(pointer, ConsentSection.Empty.Decide(Offers, decision, Role.Customer, Catalogue, Now).Refusal!.Errors.Single().Pointer);
    }

    [Fact]
    public void The_state_at_any_instant_is_that_of_the_last_event_before_it() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 50]).Array[0, 20].Sample(steps =>
        {
            string[] names = ["given", "refused", "withdrawn"];
            var section = ConsentSection.Empty;
            var now = Now;
            var expected = new List<(DateTimeOffset At, string State)>();
            foreach (var (state, hours) in steps)
            {
                now = now.AddHours(hours).AddTicks(1);
                section = Decide(section, names[state], now);
                expected.Add((now, names[state]));
            }

            foreach (var (at, state) in expected)
            {
                Assert.Equal(ConsentRules.StateOf(state), StateOf(section, at));
            }
        }, iter: 300);

    private static ConsentState StateOf(ConsentSection section, DateTimeOffset at) => section.StateOf(Catalogue.Purpose[Offers], at);

    private static ConsentSection Decide(ConsentSection section, string state, DateTimeOffset now) =>
        section.Decide(Offers, new ConsentDecision { State = state }, Role.Customer, Catalogue, now).Value!;

    private static ConsentSection Import(ConsentSection section, DateTimeOffset? at, DateTimeOffset? now = null) =>
        section.Import(Offers, new ConsentDecision { State = "given", Method = "form", At = at }, Catalogue, now ?? Now).Value!;
}
