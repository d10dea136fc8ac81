using System.Reflection;
using Grains.Access;
using Grains.Audit;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Orleans;

namespace Tests.Unit.Audit;

/// <summary>What a customer reads of a use of their data.</summary>
public sealed class UsageLineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Catalogue Catalogue = Catalogue.Load();

    public static TheoryData<string, string> Operations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var method in typeof(AllowAttribute).Assembly.GetTypes().Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain))).SelectMany(t => t.GetMethods()))
            {
                if (method.GetCustomAttribute<AllowAttribute>() is { } allow)
                {
                    data.Add(MethodPolicy.Of(method).Operation, allow.Does);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData(Role.Customer, "You")]
    [InlineData(Role.Frontend, "The bank's front end app")]
    [InlineData(Role.Advisor, "An advisor of the bank (app)")]
    [InlineData(Role.Officer, "The bank's privacy office")]
    [InlineData(Role.Auditor, "An auditor")]
    [InlineData(Role.Operator, "An operator of the platform")]
    [InlineData(null, "An operator of the platform")]
    public void A_line_says_who_asked(Role? role, string who) => Assert.Equal($"{who} asked to read the profile and was allowed to.", Text(Entry() with { Role = role }));

    [Fact]
    public void Another_customer_is_not_called_you()
    {
        var unknown = Entry() with { Role = Role.Customer, Outcome = "customer-unknown" };
        Assert.Equal("Another customer asked to read the profile and was refused (customer-unknown).", Text(unknown));
        Assert.Equal("You asked to read the profile and was refused (consent-required).", Text(unknown with { Outcome = "consent-required" }));
        Assert.StartsWith("The bank's front end app asked", Text(unknown with { Role = Role.Frontend }), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Operations))]
    public void A_line_says_what_was_asked_in_the_words_of_its_method(string operation, string does)
    {
        Assert.NotEmpty(does);
        Assert.Equal($"An auditor asked to {does} and was allowed to.", Text(Entry() with { Operation = operation }));
    }

    [Theory]
    [InlineData("consent.privacy-control", "act on a privacy signal")]
    [InlineData("profile.read", "read the profile")]
    [InlineData("Profile.Read", "Profile.Read")] // no method of this name
    [InlineData("stars.read", "stars.read")]
    public void A_line_names_the_operation_where_no_method_says_it_better(string operation, string does)
    {
        Assert.Equal("consent.privacy-control", UsageLine.PrivacyControl);
        Assert.Equal($"An auditor asked to {does} and was allowed to.", Text(Entry() with { Operation = operation }));
    }

    [Theory]
    [InlineData("servicing", " Purpose: Run your accounts.")]
    [InlineData("astrology", "")]
    [InlineData(null, "")]
    public void A_line_says_for_what_where_the_catalogue_knows(string? purpose, string expected) =>
        Assert.Equal($"An auditor asked to read the profile and was allowed to.{expected}", Text(Entry() with { Purpose = purpose }));

    [Fact]
    public void A_line_says_which_data_by_its_title_where_the_catalogue_knows_it()
    {
        Assert.Equal("An auditor asked to read the profile and was allowed to. Data: How to reach you.", Text(Entry() with { Categories = ["contact"] }));
        Assert.Equal(
            "An auditor asked to read the profile and was allowed to. Data: Your work; stars; How to reach you.",
            Text(Entry() with { Categories = ["employment", "stars", "contact"] }));
    }

    [Theory]
    [InlineData(AuditKind.Repeats, " 12 more within a minute.")]
    [InlineData(AuditKind.Access, "")]
    [InlineData(AuditKind.Mutation, "")]
    [InlineData(AuditKind.Unverified, "")]
    public void A_line_counts_repeats_and_nothing_else(AuditKind kind, string expected) =>
        Assert.Equal($"An auditor asked to read the profile and was allowed to.{expected}", Text(Entry() with { Kind = kind, Count = 12 }));

    [Fact]
    public void A_line_says_everything_in_order() => Assert.Equal(
        "You asked to read the profile and was refused (rate-limited). Purpose: Show you your own data. Data: Your work. 3 more within a minute.",
        Text(Entry() with { Role = Role.Customer, Outcome = "rate-limited", Purpose = "self-service", Categories = ["employment"], Kind = AuditKind.Repeats, Count = 3 }));

    [Fact]
    public void The_parts_of_the_entry_stand_beside_the_sentence()
    {
        var entry = Entry() with { Role = Role.Frontend, Purpose = "servicing", Categories = ["contact"], Outcome = "consent-required", Count = 4 };
        var line = UsageLine.Of(entry, new AccessText("case 7", "card stolen"), Catalogue);
        Assert.Equal((Noon, "frontend", "app", "servicing", "profile.read"), (line.At, line.Role, line.Client, line.Purpose, line.Operation));
        Assert.Equal(("consent-required", 4, "case 7", "card stolen"), (line.Outcome, line.Count, line.CaseReference, line.BreakGlass));
        Assert.Equal(["contact"], line.Categories.ToArray());
    }

    [Fact]
    public void What_the_entry_does_not_say_the_line_does_not_either()
    {
        var line = UsageLine.Of(Entry() with { Role = null, Client = null }, null, Catalogue);
        Assert.Equal(("none", "none"), (line.Role, line.Client));
        Assert.Null(line.Purpose);
        Assert.Null(line.CaseReference);
        Assert.Null(line.BreakGlass);
        Assert.Empty(line.Categories);
        Assert.Equal((null, "x"), Texts(new AccessText(null, "x")));
        Assert.Equal(("x", null), Texts(new AccessText("x", null)));
    }

    private static (string? Case, string? Glass) Texts(AccessText text)
    {
        var line = UsageLine.Of(Entry(), text, Catalogue);
        return (line.CaseReference, line.BreakGlass);
    }

    private static string Text(AuditEntry entry) => UsageLine.Of(entry, null, Catalogue).Text;

    private static AuditEntry Entry() => new()
    {
        Id = Guid.NewGuid(), At = Noon, Kind = AuditKind.Access, Role = Role.Auditor, Client = "app", Operation = "profile.read", Outcome = "allowed",
    };
}
