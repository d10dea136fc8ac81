using System.Collections.Immutable;
using Grains.Access;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Personalization;
using Grains.Personalization;

namespace Grains;

/// <summary>The customer's offers. Without consent nothing but the consent section is opened.</summary>
internal sealed partial class CustomerGrain
{
    private Func<string, bool>? covers;
    private (ImmutableArray<ConsentEvent> Events, Guid Beginning) offering;

    private PurposeDeclaration Offering => catalogue.Purpose[Features.Purpose];

    /// <inheritdoc/>
    public ValueTask<Reply<Recommendations>> Recommend(Input<RecommendationQuery> query) => ValueTask.FromResult(
        query.Fault is { } fault ? fault
        : Sections.Consent.Permits(Offering, Now) ? NoteDecision(query.Value!, recommender.Personal(query.Value!, Facts(), Sections.Model, entry.Key!, OfferingSince(Sections.Consent), Now))
        : recommender.General(query.Value!, entry.Key!, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<Done>> Feedback(string decisionId, Input<OfferFeedback> feedback) => Change<Done>(next =>
    {
        if (feedback.Fault is { } fault)
        {
            return fault;
        }

        var learned = recommender.Learn(decisionId, feedback.Value!, Facts(), next.Model, entry.Key!, OfferingSince(next.Consent), Now);
        if (learned.Refusal is { } refusal)
        {
            return refusal;
        }

        next.Model = learned.Value!;
        return Done.Instance;
    });

    /// <summary>What the consent to offers began with; looked for once in a ledger, which grows with every renewal.</summary>
    private Guid OfferingSince(ConsentSection consent)
    {
        if (offering.Events.IsDefault || offering.Events != consent.Events)
        {
            offering = (consent.Events, consent.Beginning(Offering));
        }

        return offering.Beginning;
    }

    private CustomerFacts Facts() => new(
        Sections.Profile.Attributes,
        Sections.Consent.Covers(Offering, Features.Transactions, Now) ? Sections.Activity.SummaryAsOf(PresentDay(Sections.Activity), catalogue) : default,
        DateOnly.FromDateTime(Now.UtcDateTime),
        covers ??= category => Sections.Consent.Covers(Offering, category, Now));
}
