using System.Reflection;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Personalization;
using Orleans;
using Tests.Unit.Rights;

namespace Tests.Unit.Personalization;

/// <summary>Each part of the model section lives as long as the consent to its own purpose.</summary>
public sealed class ModelPartsTests
{
    private static readonly DateTimeOffset Now = Customers.Now;
    private static readonly ModelSection Full = Exports.Full().Model;

    private static readonly PropertyInfo[] Members =
        [.. typeof(ModelSection).GetProperties().Where(p => p.IsDefined(typeof(IdAttribute)) && p.Name != nameof(ModelSection.ConsentEpoch))];

    [Fact]
    public void Every_member_belongs_to_exactly_one_part() => Assert.All(Members, member =>
    {
        Assert.NotEqual(member.GetValue(ModelSection.Empty), member.GetValue(Full));
        Assert.Single(ModelParts.All, part => !Equals(member.GetValue(Full), member.GetValue(part.Forget(Full))));
    });

    [Fact]
    public void A_part_says_whether_it_is_held() => Assert.All(ModelParts.All, part =>
    {
        Assert.True(part.IsHeld(Full));
        Assert.False(part.IsHeld(part.Forget(Full)));
        Assert.All(ModelParts.All.Remove(part), other => Assert.True(other.IsHeld(part.Forget(Full))));
    });

    [Fact]
    public void What_outlives_is_kept_and_nothing_else()
    {
        Assert.All(ModelParts.All, part => Assert.Equal([part], ModelParts.All.Where(p => p.IsHeld(Full.Keep([part])!))));
        Assert.Null(Full.Keep([]));
        Assert.Null(ModelParts.Offers.Forget(Full).Keep([ModelParts.Offers]));
    }

    [Fact]
    public void The_end_of_one_consent_ends_its_own_part_only()
    {
        var both = Decide(Decide(ConsentSection.Empty, "personalised-offers", "given"), "ui-personalisation", "given");

        Assert.Equal("ui-personalisation", Kept(both, "personalised-offers", "withdrawn"));
        Assert.Equal("personalised-offers", Kept(both, "ui-personalisation", "withdrawn"));
        Assert.Null(Kept(both, "advice", "given"));
        Assert.Null(Kept(both, "ui-personalisation", "given"));
    }

    [Fact]
    public void A_consent_that_begins_ends_what_was_there_before_and_nothing_that_others_permit()
    {
        var offers = Decide(ConsentSection.Empty, "personalised-offers", "given");

        Assert.Equal("personalised-offers", Kept(offers, "ui-personalisation", "given"));
        Assert.Equal(string.Empty, Kept(ConsentSection.Empty, "ui-personalisation", "given"));
    }

    /// <summary>The purposes of the parts that outlive a decision; null where it ends none.</summary>
    private static string? Kept(ConsentSection before, string purpose, string state) =>
        ModelParts.Outliving(Decide(before, purpose, state, 1), before, Customers.Shipped, Now.AddMinutes(1)) is { } outliving
            ? string.Join(' ', outliving.Select(part => part.Purpose)) : null;

    private static ConsentSection Decide(ConsentSection section, string purpose, string state, int minutes = 0) =>
        section.Decide(purpose, new() { State = state }, Role.Customer, Customers.Shipped, Now.AddMinutes(minutes)).Value!;
}
