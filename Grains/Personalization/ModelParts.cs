using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Insights;

namespace Grains.Personalization;

/// <summary>A part of the model section and the purpose it is kept under.</summary>
/// <param name="Purpose">The purpose id.</param>
/// <param name="IsHeld">Whether anything of the part is there.</param>
/// <param name="Forget">The section without the part.</param>
internal sealed record ModelPart(string Purpose, Func<ModelSection, bool> IsHeld, Func<ModelSection, ModelSection> Forget);

/// <summary>
/// Every part of the model section lives as long as the consent to its own purpose, and no longer: also where that runs out by itself, by the
/// day. All of them stand under one consent epoch: it is raised whenever any part ends, and what outlives the end goes on under the new one.
/// So an older section, put back alone, is never taken for the present one. A member of the section belongs to exactly one part here.
/// </summary>
internal static class ModelParts
{
    /// <summary>What the screens' arrangement is made of.</summary>
    public static ModelPart Screen { get; } = new(
        LayoutRanker.Purpose, static model => model.Screen is not null, static model => model with { Screen = null });

    /// <summary>What was learned from feedback on offers.</summary>
    public static ModelPart Offers { get; } = new(
        Features.Purpose,
        static model => !model.Offers.IsEmpty || !model.Outcomes.IsEmpty || model.Floor != 0 || model.Decisions.Packed.Length > 0,
        static model => model with { Offers = [], Outcomes = [], Floor = 0, Decisions = DecisionHistory.Empty });

    /// <summary>What is remembered of insights.</summary>
    public static ModelPart Insights { get; } = new(
        ICustomerInsights.Purpose, static model => model.Insights is not null, static model => model with { Insights = null });

    /// <summary>All of them.</summary>
    public static ImmutableArray<ModelPart> All { get; } = [Offers, Screen, Insights];

    /// <summary>Which parts outlive a change of consents.</summary>
    /// <param name="next">The consents after the change.</param>
    /// <param name="before">The consents before it.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>Those whose permission goes on; null where no part's permission ended, so that there is nothing to do.</returns>
    public static ImmutableArray<ModelPart>? Outliving(ConsentSection next, ConsentSection before, Catalogue catalogue, DateTimeOffset now)
    {
        if (next.Events.Length == before.Events.Length)
        {
            return null;
        }

        var outliving = All.RemoveAll(part => next.EndsLearning(before, catalogue.Purpose[part.Purpose], now));
        return outliving.Length == All.Length ? null : [.. outliving.Intersect(Permitted(next, catalogue, now))];
    }

    /// <summary>Which parts may be kept now.</summary>
    /// <param name="consent">The consents.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>Those whose purpose is permitted.</returns>
    public static ImmutableArray<ModelPart> Permitted(ConsentSection consent, Catalogue catalogue, DateTimeOffset now) =>
        All.RemoveAll(part => !consent.Permits(catalogue.Purpose[part.Purpose], now));

    /// <summary>When the first of the consents that parts are kept under ends by itself.</summary>
    /// <param name="consent">The consents.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The instant, UTC; null where none stands that has an end.</returns>
    public static DateTimeOffset? NextLapse(this ConsentSection consent, Catalogue catalogue, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var part in All)
        {
            if (catalogue.Purpose[part.Purpose] is { NeedsConsent: true } purpose && consent.Grant(purpose, now)?.Until is { } until && !(until >= next))
            {
                next = until;
            }
        }

        return next;
    }

    /// <summary>The section without the parts that do not go on.</summary>
    /// <param name="model">The section.</param>
    /// <param name="outliving">The parts that go on.</param>
    /// <returns>The section; null where nothing is left.</returns>
    public static ModelSection? Keep(this ModelSection model, ImmutableArray<ModelPart> outliving)
    {
        var isLeft = false;
        foreach (var part in All)
        {
            var goesOn = outliving.Contains(part);
            model = goesOn ? model : part.Forget(model);
            isLeft |= goesOn && part.IsHeld(model);
        }

        return isLeft ? model : null;
    }
}
