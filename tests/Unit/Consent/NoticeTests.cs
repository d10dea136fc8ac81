using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>Versions of a notice, and what a new one does to the consents under the old ones.</summary>
public sealed class NoticeTests
{
    private static readonly string[] Narrow = ["identity", "transactions"];
    private static readonly string[] Wide = ["identity", "transactions", "behaviour"];
    private static readonly DateTimeOffset Today = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Second = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Third = new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_notice_in_force_is_the_newest_whose_day_has_come()
    {
        var purpose = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01"), Notice("3", "2028-01-01"));
        Assert.Equal("1", purpose.NoticeAt(Second.AddTicks(-1)).Version);
        Assert.Equal("2", purpose.NoticeAt(Second).Version);
        Assert.Equal("2", purpose.NoticeAt(Third.AddTicks(-1)).Version);
        Assert.Equal("3", purpose.NoticeAt(Third).Version);
        Assert.Equal("1", purpose.NoticeAt(DateTimeOffset.MinValue).Version);
    }

    [Fact]
    public void A_purpose_without_notices_is_its_own()
    {
        var notice = Purpose().NoticeAt(Today);
        Assert.Equal("0", notice.Version);
        Assert.Equal(Wide, notice.Categories);
        Assert.Equal(["app", "email"], notice.Channels.AsEnumerable());
        Assert.Null(Purpose().Notice("0"));
    }

    [Fact]
    public void A_notice_is_found_by_its_version()
    {
        var purpose = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01"));
        Assert.Same(purpose.Notices[0], purpose.Notice("1"));
        Assert.Same(purpose.Notices[1], purpose.Notice("2"));
        Assert.Null(purpose.Notice("paper"));
    }

    [Fact]
    public void A_decision_is_made_under_the_notice_in_force_and_an_import_under_the_one_of_its_time()
    {
        var catalogue = TestCatalogue.OfPurpose(Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01")));
        Assert.Equal("1", Give(catalogue, Second.AddTicks(-1)).Events[0].NoticeVersion);
        Assert.Equal("2", Give(catalogue, Second).Events[0].NoticeVersion);
        Assert.Equal("1", Import(catalogue, Second.AddDays(-1), null, Second.AddDays(1)).Events[0].NoticeVersion);
        Assert.Equal("2", Import(catalogue, null, null, Second).Events[0].NoticeVersion);
        Assert.Equal("paper", Import(catalogue, Today, "paper", Second).Events[0].NoticeVersion);
        Assert.Equal("2", ConsentSection.Empty.WithdrawAll(new(null), Role.Customer, catalogue, Second).Value!.Events[0].NoticeVersion);
    }

    [Fact]
    public void A_decision_never_names_its_notice_itself()
    {
        var catalogue = TestCatalogue.OfPurpose(Purpose(Notice("1", "2027-01-01")));
        var decided = ConsentSection.Empty.Decide("advice", new() { State = "given", NoticeVersion = "9", At = Today.AddYears(-1) }, Role.Customer, catalogue, Today).Value!;
        Assert.Equal(("1", Today), (decided.Events[0].NoticeVersion, decided.Events[0].At));
    }

    [Theory]
    [InlineData("categories")]
    [InlineData("channels")]
    [InlineData("wording")]
    public void A_new_notice_that_is_wider_or_says_so_ends_older_consents_on_its_first_day(string what)
    {
        var second = Notice("2", "2027-06-01") with
        {
            Categories = what == "categories" ? [.. Wide] : [.. Narrow], Channels = what == "channels" ? ["app", "email"] : ["app"], AsksAgain = what == "wording",
        };
        var purpose = Purpose(Notice("1", "2027-01-01"), second);
        var given = Give(TestCatalogue.OfPurpose(purpose), Today);

        Assert.Equal((ConsentState.Given, false, Second), Shown(given, purpose, Second.AddTicks(-1)));
        Assert.True(given.Permits(purpose, Second.AddTicks(-1)));
        Assert.Equal((ConsentState.Expired, true, Second), Shown(given, purpose, Second));
        Assert.False(given.Permits(purpose, Second));

        var again = given.Decide("advice", new() { State = "given" }, Role.Customer, TestCatalogue.OfPurpose(purpose), Second).Value!;
        Assert.Equal((ConsentState.Given, false, (DateTimeOffset?)null), Shown(again, purpose, Second));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("3", false)]
    public void A_notice_that_is_not_wider_than_the_one_consented_to_asks_nobody(string version, bool isAsked)
    {
        var purpose = Purpose(
            Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { Categories = [.. Wide] }, Notice("3", "2028-01-01") with { Categories = [.. Wide] });
        var given = Import(TestCatalogue.OfPurpose(purpose), Third, version, Third);
        Assert.Equal((isAsked ? ConsentState.Expired : ConsentState.Given, isAsked, isAsked ? Second : null), Shown(given, purpose, Third));
    }

    [Fact]
    public void Once_asked_again_a_later_narrower_notice_does_not_bring_the_old_consent_back()
    {
        var purpose = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { Categories = [.. Wide] }, Notice("3", "2028-01-01"));
        var given = Give(TestCatalogue.OfPurpose(purpose), Today);
        Assert.Equal(ConsentState.Expired, given.StateOf(purpose, Third.AddYears(1)));
    }

    [Fact]
    public void A_notice_of_an_old_paper_form_counts_as_the_one_in_force_at_the_time()
    {
        var wider = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { Categories = [.. Wide] });
        var given = Import(TestCatalogue.OfPurpose(wider), Today.AddYears(-9), "paper", Today);
        Assert.Equal((ConsentState.Given, false, (DateTimeOffset?)Second), Shown(given, wider, Today));
        Assert.Equal((ConsentState.Expired, true, Second), Shown(given, wider, Second));
        Assert.False(given.Covers(wider, "behaviour", Today));
        Assert.False(given.Covers(wider, "behaviour", Second));

        var reworded = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { AsksAgain = true });
        Assert.Equal((ConsentState.Expired, true, Second), Shown(given, reworded, Second));
        Assert.Equal(ConsentState.Given, Import(TestCatalogue.OfPurpose(reworded), Second, "paper", Third).StateOf(reworded, Third));
    }

    [Fact]
    public void What_ends_first_ends_a_consent()
    {
        var purpose = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { AsksAgain = true });
        var given = Give(TestCatalogue.OfPurpose(purpose), Today, Second.AddDays(-1));
        Assert.Equal((ConsentState.Expired, true, Second.AddDays(-1)), Shown(given, purpose, Second.AddDays(-1)));
        var longer = Give(TestCatalogue.OfPurpose(purpose), Today, Second.AddYears(1));
        Assert.Equal((ConsentState.Expired, true, Second), Shown(longer, purpose, Second));
    }

    [Theory]
    [InlineData("refused", ConsentState.Refused)]
    [InlineData("withdrawn", ConsentState.Withdrawn)]
    public void A_new_notice_changes_nothing_about_a_no(string state, ConsentState expected)
    {
        var purpose = Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { AsksAgain = true });
        var section = ConsentSection.Empty.Decide("advice", new() { State = state }, Role.Customer, TestCatalogue.OfPurpose(purpose), Today).Value!;
        Assert.Equal((expected, false, (DateTimeOffset?)null), Shown(section, purpose, Third));
    }

    [Fact]
    public void A_consent_covers_what_its_notice_did_and_the_notice_in_force_still_does()
    {
        var purpose = Purpose(Notice("1", "2027-01-01") with { Categories = [.. Wide], Channels = ["app", "email"] }, Notice("2", "2027-06-01"));
        var given = Give(TestCatalogue.OfPurpose(purpose), Today);
        Assert.True(given.Covers(purpose, "behaviour", Today) && given.CoversChannel(purpose, "email", Today));
        Assert.False(given.Covers(purpose, "behaviour", Second) || given.CoversChannel(purpose, "email", Second));
        Assert.Equal(Wide, given.View(purpose, Second).Categories);
        Assert.Equal(Narrow, ConsentSection.Empty.View(purpose, Second).Categories);
        Assert.Equal(["app"], ConsentSection.Empty.View(purpose, Second).Channels.AsEnumerable());
    }

    [Fact]
    public void A_decision_may_name_what_its_notice_covers_and_no_more()
    {
        var catalogue = TestCatalogue.OfPurpose(Purpose(Notice("1", "2027-01-01"), Notice("2", "2027-06-01") with { Categories = [.. Wide] }));
        Assert.Equal("/categories/0", Pointer(new() { State = "given", Categories = ["behaviour"] }, Today));
        Assert.Null(Pointer(new() { State = "given", Categories = ["behaviour"] }, Second));
        Assert.Equal("/categories/0", Pointer(new() { State = "given", Categories = ["behaviour"], NoticeVersion = "1" }, Second, isImport: true));
        Assert.Equal("/categories/0", Pointer(new() { State = "given", Categories = ["behaviour"], At = Today }, Second, isImport: true));
        Assert.Null(Pointer(new() { State = "given", Categories = ["behaviour"], NoticeVersion = "paper", At = Today }, Second, isImport: true));
        Assert.Equal("/channels/0", Pointer(new() { State = "given", Channels = ["email"] }, Today));
        Assert.Null(Pointer(new() { State = "given", Channels = ["email"], NoticeVersion = "paper" }, Today, isImport: true));

        string? Pointer(ConsentDecision decision, DateTimeOffset now, bool isImport = false) => (isImport
            ? ConsentSection.Empty.Import("advice", decision with { Method = "form" }, catalogue, now)
            : ConsentSection.Empty.Decide("advice", decision, Role.Customer, catalogue, now)).Refusal?.Errors.Single().Pointer;
    }

    private static (ConsentState State, bool IsDue, DateTimeOffset? End) Shown(ConsentSection section, PurposeDeclaration purpose, DateTimeOffset at)
    {
        var view = section.View(purpose, at);
        return (view.State, view.RenewalDue, view.ExpiresAt);
    }

    private static ConsentSection Give(Catalogue catalogue, DateTimeOffset now, DateTimeOffset? expiresAt = null) =>
        ConsentSection.Empty.Decide("advice", new() { State = "given", ExpiresAt = expiresAt }, Role.Customer, catalogue, now).Value!;

    private static ConsentSection Import(Catalogue catalogue, DateTimeOffset? at, string? version, DateTimeOffset now) =>
        ConsentSection.Empty.Import("advice", new() { State = "given", Method = "form", At = at, NoticeVersion = version }, catalogue, now).Value!;

    private static PurposeNotice Notice(string version, string validFrom) => new()
    {
        Version = version, ValidFrom = DateOnly.Parse(validFrom), Categories = [.. Narrow], Channels = ["app"], Texts = [new("en", version, version)],
    };

    private static PurposeDeclaration Purpose(params PurposeNotice[] notices) => new()
    {
        Id = "advice", Title = "Advice", Description = "Advice", LegalBasis = "consent", DpvTerm = "dpv:Purpose", Categories = [.. Wide], Channels = ["app", "email"],
        NoticeVersion = "0", Notices = [.. notices],
    };
}
