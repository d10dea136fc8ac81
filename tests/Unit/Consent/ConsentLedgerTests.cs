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
    public void Withdrawing_all_withdraws_every_consent_purpose_whatever_it_was()
    {
        var section = Decide(ConsentSection.Empty, "given", Now).WithdrawAll(new(null), Role.Customer, Catalogue, Now).Value!;
        Assert.All(Catalogue.Purposes.Purposes.Where(p => p.NeedsConsent), p => Assert.Equal(ConsentState.Withdrawn, section.StateOf(p, DateTimeOffset.MaxValue)));
        var again = section.WithdrawAll(new(null), Role.Customer, Catalogue, Now.AddDays(2)).Value!;
        Assert.Same(again, Import(again, Now.AddDays(1), Now.AddDays(3)));
    }

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

    [Fact]
    public void A_clock_that_steps_back_revives_nothing()
    {
        var section = Decide(Decide(ConsentSection.Empty, "given", Now), "withdrawn", Now.AddHours(1));
        Assert.False(section.Permits(Catalogue.Purpose[Offers], Now.AddMinutes(1)));
        Assert.Equal(ConsentState.Withdrawn, section.Overview(Catalogue, section.Present(Now.AddMinutes(1))).Purposes.Single(p => p.Purpose == Offers).State);
    }

    [Fact]
    public void A_record_of_a_backup_counts_as_withdrawn()
    {
        var section = Decide(ConsentSection.Empty, "given", Now).Distrust(Catalogue, Now.AddDays(1));
        Assert.Equal(ConsentState.Withdrawn, StateOf(section, Now.AddDays(1)));
        Assert.Equal(["restored-backup"], section.Events.Skip(1).Select(e => e.Method).Distinct());
        Assert.Equal(4, section.Events.Length);
        Assert.Same(section, Import(section, Now.AddHours(1), Now.AddDays(1)));
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
