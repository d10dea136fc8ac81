using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>Who may ask for a right, what a request must say, and whether it is asked already.</summary>
public sealed class RightsIntakeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);
    private static readonly Catalogue Catalogue = Catalogue.Load();

    [Theory]
    [InlineData(0, true)]
    [InlineData(900, true)]
    [InlineData(901, false)]
    [InlineData(null, false)] // the issuer does not say when
    public void A_customer_must_have_signed_in_recently(int? secondsAgo, bool isRecent)
    {
        var token = Token(Role.Customer, secondsAgo is { } ago ? Now.AddSeconds(-ago) : null);
        Assert.Equal(isRecent ? null : ProblemCode.ReauthenticationRequired, RightsIntakeRules.Identity(token, MaxAge, Now)?.Code);
    }

    [Fact]
    public void Officers_have_established_who_asks() => Assert.Null(RightsIntakeRules.Identity(Token(Role.Officer, null), MaxAge, Now));

    [Theory]
    [InlineData("access", "gdpr", null, "")]
    [InlineData("objection", "ccpa", "no more letters", "")]
    [InlineData("oblivion", "gdpr", null, "/right")]
    [InlineData(null, null, null, "/right /regime")]
    [InlineData("access", "lgpd", "", "/regime /details")]
    [InlineData("access", "gdpr", "  ", "/details")]
    [InlineData("access", "gdpr", "a\u0007b", "/details")]
    [InlineData("access", "gdpr", "line one\nline two\ttab", "")]
    public void Every_fault_is_named_at_once(string? right, string? regime, string? details, string pointers) =>
        Assert.Equal(pointers, Pointers(new RightsIntake { Right = right, Regime = regime, Details = details }, RightsSection.Empty));

    [Theory]
    [InlineData(2000, "")]
    [InlineData(2001, "/details")]
    public void Details_have_at_most_2000_characters(int length, string pointers) =>
        Assert.Equal(pointers, Pointers(new RightsIntake { Right = "access", Regime = "gdpr", Details = new string('x', length) }, RightsSection.Empty));

    [Fact]
    public void Attributes_are_for_a_rectification_and_judged_like_a_profile()
    {
        var draft = new ProfileDraft(new() { ["birthDate"] = AttributeValue.Of("soon"), ["shoeSize"] = AttributeValue.Of(44m), ["city"] = AttributeValue.Of("Brno"), ["phone"] = AttributeValue.Of("+420 200 000 001") });
        var pointers = Pointers(new RightsIntake { Right = "rectification", Regime = "gdpr", Attributes = draft }, RightsSection.Empty).Split(' ').Order();
        Assert.Equal(["/attributes/birthDate", "/attributes/shoeSize"], pointers);
        Assert.Contains("/attributes", Pointers(new RightsIntake { Right = "access", Regime = "gdpr", Attributes = new ProfileDraft([]) }, RightsSection.Empty), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_the_same_right_that_stands_is_named()
    {
        var open = Case("rectification");
        Assert.Equal(open.Id.ToString(), Judge("rectification", open)?.RequestId);
        Assert.Null(Judge("access", open));
        Assert.Null(Judge("rectification", open.Close(RightsStatus.Denied, null, Now)));
        Assert.Null(Judge("rectification", open with { IsFormer = true })); // of another bearer of the id
        Assert.Equal(ProblemCode.Conflict, Judge("restriction", Case("restriction").Close(RightsStatus.Fulfilled, null, Now))?.Code); // stands until it is lifted
        Assert.Null(Judge("restriction", Case("restriction").Close(RightsStatus.Revoked, null, Now)));
        Assert.Null(Judge("access", Case("access").Close(RightsStatus.Fulfilled, null, Now)));
    }

    [Theory]
    [InlineData("access", 19, 0, false)]
    [InlineData("access", 20, 0, true)]
    [InlineData("access", 20, 29, true)]
    [InlineData("access", 20, 30, false)]
    [InlineData("portability", 20, 0, true)]
    [InlineData("objection", 20, 0, false)]
    [InlineData("erasure", 20, 0, false)]
    public void What_is_asked_for_20_times_in_30_days_is_answered_by_the_newest_and_no_other_right_is_rationed(string right, int times, int daysAgo, bool isRefused)
    {
        var asked = Enumerable.Range(0, times).Select(_ => Case(right).Close(RightsStatus.Fulfilled, null, Now) with { ReceivedAt = Now.AddDays(-daysAgo) });
        var section = RightsSection.Empty with { Cases = [.. asked] };
        var refusal = RightsIntakeRules.Fault(new RightsIntake { Right = right, Regime = "gdpr" }, section, Catalogue, Now);
        Assert.Equal(isRefused ? ProblemCode.Conflict : null, refusal?.Code);
        Assert.Equal(isRefused ? section.Cases[^1].Id.ToString() : null, refusal?.RequestId);
        Assert.Null(RightsIntakeRules.Fault(new RightsIntake { Right = "restriction", Regime = "gdpr" }, section, Catalogue, Now));
    }

    [Theory]
    [InlineData("00:00:30", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("00:00:29", false)]
    [InlineData("1.00:00:01", false)]
    public void The_age_of_a_sign_in_has_limits(string age, bool isInRange) =>
        Assert.Equal(isInRange, RightsOptions.IsInRange(new RightsOptions { IdentityMaxAge = TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture) }));

    private static Refusal? Judge(string right, RightsCase known) =>
        RightsIntakeRules.Fault(new RightsIntake { Right = right, Regime = "gdpr" }, RightsSection.Empty with { Cases = [known] }, Catalogue, Now);

    private static string Pointers(RightsIntake intake, RightsSection section) =>
        string.Join(' ', RightsIntakeRules.Fault(intake, section, Catalogue, Now)?.Errors.Select(e => e.Pointer) ?? []);

    private static RightsCase Case(string right) => new() { Id = Guid.NewGuid(), Right = right, Regime = "gdpr", ReceivedAt = Now, DueAt = Now.AddDays(30) };

    private static VerifiedToken Token(Role role, DateTimeOffset? signedIn) =>
        new() { Role = role, Subject = "somebody", ClientId = "client", AuthTime = signedIn, ExpiresAt = Now.AddHours(1) };
}
