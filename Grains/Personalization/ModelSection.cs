using System.Collections.Immutable;
using Grains.Insights;

namespace Grains.Personalization;

/// <summary>What the platform keeps of the customer to personalise. Small: two numbers per offer, what was learned in the last 30 days, the
/// decisions of 13 months, packed, and how the screens are arranged. Each member belongs to one of the <see cref="ModelParts"/> and ends with its consent.</summary>
[GenerateSerializer, Immutable, Alias("model-section")]
internal sealed record ModelSection
{
    /// <summary>Nothing was learned.</summary>
    public static ModelSection Empty { get; } = new();

    /// <summary>The consent epoch it learned under.</summary>
    [Id(0)]
    public long ConsentEpoch { get; init; }

    /// <summary>What was learned of each offer.</summary>
    [Id(1)]
    public ImmutableArray<LearnedOffer> Offers { get; init; } = [];

    /// <summary>The outcomes that were learned, so that none is learned twice.</summary>
    [Id(2)]
    public ImmutableArray<LearnedOutcome> Outcomes { get; init; } = [];

    /// <summary>Decisions made before it are forgotten, in minutes since 1970; 0 for none but by age.</summary>
    [Id(3)]
    public uint Floor { get; init; }

    /// <summary>What the customer was shown, and why.</summary>
    [Id(4)]
    public DecisionHistory Decisions { get; init; } = DecisionHistory.Empty;

    /// <summary>How the screens are arranged; null where nothing is kept of it.</summary>
    [Id(10)]
    public ScreenState? Screen { get; init; }

    /// <summary>Which insights hold, are seen off or muted; null where nothing is remembered of them.</summary>
    [Id(20)]
    public InsightState? Insights { get; init; }

    /// <summary>What is believed of the customer's taste for an offer; the prior where nothing was learned or where it may not be used.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="customer">The customer.</param>
    /// <returns>The belief.</returns>
    public OfferBelief Belief(OfferModel offer, CustomerVector customer)
    {
        if (customer.UsesFeedback)
        {
            foreach (var learned in Offers)
            {
                if (learned.Offer == offer.Tag)
                {
                    return learned.Belief;
                }
            }
        }

        return OfferBelief.Prior;
    }
}

/// <summary>What was learned of one offer.</summary>
/// <param name="Offer">The offer's tag.</param>
/// <param name="Bias">The mean of the customer's own taste, log-odds.</param>
/// <param name="Precision">One over its variance; 0 where it was learned before there was one: the prior's.</param>
[GenerateSerializer, Immutable, Alias("learned-offer")]
internal readonly record struct LearnedOffer([property: Id(0)] uint Offer, [property: Id(1)] double Bias, [property: Id(2)] double Precision)
{
    /// <summary>The same as a belief.</summary>
    public OfferBelief Belief => new(Bias, Precision > 0 ? 1 / Precision : OfferBelief.PriorVariance);
}

/// <summary>An outcome that was learned.</summary>
/// <param name="Decision">The decision's own number.</param>
/// <param name="Minute">When the decision was made, in minutes since 1970.</param>
/// <param name="Offer">The offer's tag.</param>
/// <param name="Outcome">The outcome.</param>
[GenerateSerializer, Immutable, Alias("learned-outcome")]
internal readonly record struct LearnedOutcome(
    [property: Id(0)] ulong Decision, [property: Id(1)] uint Minute, [property: Id(2)] uint Offer, [property: Id(3)] OfferOutcome Outcome);

/// <summary>What a customer did with an offer.</summary>
internal enum OfferOutcome : byte
{
    /// <summary>Saw it and did nothing.</summary>
    Viewed,

    /// <summary>Asked for more.</summary>
    Clicked,

    /// <summary>Took it.</summary>
    Accepted,

    /// <summary>Sent it away.</summary>
    Dismissed,
}
