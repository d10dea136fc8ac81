using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Profile;

namespace Tests.Unit.Profile;

public sealed class ProfileDocumentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;

    [Fact]
    public void Putting_replaces_what_the_bank_wrote_and_leaves_what_the_customer_wrote()
    {
        var section = new ProfileSection().Put(Draft(("givenName", "Jana"), ("email", "bank@example.com")), Catalogue, Now).Value!;
        section = section.Patch(Draft(("email", "own@example.com")), Role.Customer, Catalogue, Now).Value!;
        section = section.Put(Draft(("email", "bank@example.com")), Catalogue, Now).Value!;
        Assert.Equal("own@example.com", section.Attributes["email"].Value.Text);
        Assert.False(section.Attributes.ContainsKey("givenName"));
    }

    [Fact]
    public void Merging_never_writes_over_the_customer_and_keeps_the_rest()
    {
        var section = new ProfileSection().Put(Draft(("givenName", "Jana")), Catalogue, Now).Value!;
        section = section.Patch(Draft(("email", "own@example.com")), Role.Customer, Catalogue, Now).Value!;
        section = section.Merge(Draft(("email", "bank@example.com")), Catalogue, Now).Value!;
        Assert.Equal("own@example.com", section.Attributes["email"].Value.Text);
        Assert.Equal("Jana", section.Attributes["givenName"].Value.Text);
    }

    [Fact]
    public void Null_removes_and_the_same_value_again_changes_nothing()
    {
        var section = new ProfileSection().Put(Draft(("givenName", "Jana"), ("email", "a@example.com")), Catalogue, Now).Value!;
        Assert.Same(section, section.Merge(Draft(("givenName", "Jana")), Catalogue, Now.AddDays(1)).Value);
        var removed = section.Patch(Draft(("email", null)), Role.Frontend, Catalogue, Now).Value!;
        Assert.False(removed.Attributes.ContainsKey("email"));
        Assert.Equal(section.Version + 1, removed.Version);
    }

    [Fact]
    public void What_is_not_declared_or_not_the_writers_is_refused_with_every_pointer()
    {
        var undeclared = new ProfileSection().Put(Draft(("shoe/size", "43"), ("~", "x")), Catalogue, Now).Refusal!;
        Assert.Equal(ProblemCode.UndeclaredAttribute, undeclared.Code);
        Assert.Equal(["/attributes/shoe~1size", "/attributes/~0"], undeclared.Errors.Select(e => e.Pointer));
        var notTheirs = new ProfileSection().Patch(Draft(("givenName", "Eve")), Role.Customer, Catalogue, Now).Refusal!;
        Assert.Equal((ProblemCode.InvalidValue, "/attributes/givenName"), (notTheirs.Code, notTheirs.Errors[0].Pointer));
    }

    [Fact]
    public void A_purpose_sees_only_what_declares_it_and_what_consent_covers()
    {
        var section = new ProfileSection().Put(Draft(("givenName", "Jana"), ("email", "a@example.com"), ("gender", "female")), Catalogue, Now).Value!;
        Assert.Equal(["email", "givenName"], section.View("servicing", Catalogue, null).Attributes.Keys.Order());
        Assert.Equal(["email", "gender", "givenName"], section.View("self-service", Catalogue, null).Attributes.Keys.Order());
        Assert.Empty(section.View("advice", Catalogue, static category => category != "identity").Attributes);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("*", true)]
    [InlineData("\"3\"", true)]
    [InlineData("\"2\", \"3\"", true)]
    [InlineData("W/\"3\"", false)]
    [InlineData("\"4\"", false)]
    [InlineData("3", false)]
    [InlineData("", false)]
    public void If_match_lets_through_the_standing_version_only(string? header, bool matches) => Assert.Equal(matches, EntityTag.Matches(header, 3));

    private static ProfileDraft Draft(params (string Name, string? Value)[] attributes) =>
        new(attributes.ToDictionary(a => a.Name, a => a.Value is null ? AttributeValue.Null : AttributeValue.Of(a.Value)));
}
