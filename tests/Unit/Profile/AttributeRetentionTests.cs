using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Profile;
using Grains.Profile;

namespace Tests.Unit.Profile;

/// <summary>When attributes go by themselves.</summary>
public sealed class AttributeRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Catalogue Catalogue = Catalogue.Load();

    private static readonly ProfileSection Profile = new()
    {
        BankId = "c-1",
        Version = 3,
        Attributes = new Dictionary<string, HeldAttribute>
        {
            ["givenName"] = new(AttributeValue.Of("Jana"), false, Now), // ten years
            ["annualIncome"] = new(AttributeValue.Of(1m), false, Now), // three
            ["segment"] = new(AttributeValue.Of("gold"), false, Now.AddDays(-10)), // three
            ["shoeSize"] = new(AttributeValue.Of(44m), false, DateTimeOffset.MinValue), // not declared any more
        }.ToImmutableDictionary(),
    };

    [Fact]
    public void The_next_end_is_the_first_of_what_is_declared()
    {
        Assert.Equal(Now.AddDays((3 * 365) - 10), Profile.NextEnd(Catalogue));
        Assert.Null(new ProfileSection().NextEnd(Catalogue));
        Assert.Null((Profile with { Attributes = Profile.Attributes.RemoveRange(["givenName", "annualIncome", "segment"]) }).NextEnd(Catalogue));
    }

    [Fact]
    public void What_has_ended_goes_and_nothing_else_does()
    {
        var end = Now.AddDays((3 * 365) - 10);
        Assert.Same(Profile, Profile.ForgetEnded(Catalogue, end.AddTicks(-1)));

        var next = Profile.ForgetEnded(Catalogue, end);
        Assert.Equal((4, "annualIncome givenName shoeSize"), (next.Version, string.Join(' ', next.Attributes.Keys.Order())));
        Assert.Equal(Now.AddDays(3 * 365), next.NextEnd(Catalogue));
        Assert.Equal("shoeSize", string.Join(' ', next.ForgetEnded(Catalogue, Now.AddDays(3650)).Attributes.Keys)); // a slip in a file deletes nothing
    }

    [Fact]
    public void Every_shipped_attribute_ends()
    {
        Assert.All(Catalogue.Attributes.Attributes, a => Assert.InRange(AttributeRetention.End(a, new(AttributeValue.Of("x"), false, Now)), Now.AddDays(1), Now.AddDays(3660)));
        Assert.All(Catalogue.Attributes.Attributes, a => Assert.Equal(Catalogue.Purposes.Languages.Where(l => l != "en").Order(), a.Titles!.Keys.Order()));
    }

    [Fact]
    public void An_end_beyond_all_time_is_no_fault() =>
        Assert.Equal(DateTimeOffset.MaxValue, AttributeRetention.End(Catalogue.Attributes.Attributes[0] with { Retention = "P9999Y" }, new(AttributeValue.Of("x"), false, Now)));
}
