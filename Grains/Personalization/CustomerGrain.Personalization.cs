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

    private PurposeDeclaration Offering => catalogue.Purpose[Features.Purpose];

    /// <inheritdoc/>
    public ValueTask<Reply<Recommendations>> Recommend(Input<RecommendationQuery> query) => ValueTask.FromResult(
        query.Fault is { } fault ? fault
        : Sections.Consent.Permits(Offering, Now) ? NoteDecision(query.Value!, recommender.Personal(query.Value!, Facts(), Sections.Model, entry.Key!, Sections.Consent.Beginning(Offering), Now))
        : recommender.General(query.Value!, entry.Key!, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<Done>> Feedback(string decisionId, Input<OfferFeedback> feedback) => Change<Done>(next =>
    {
        if (feedback.Fault is { } fault)
        {
            return fault;
        }

        var learned = recommender.Learn(decisionId, feedback.Value!, Facts(), next.Model, entry.Key!, next.Consent.Beginning(Offering), Now);
        if (learned.Refusal is { } refusal)
        {
            return refusal;
        }

        next.Model = learned.Value!;
        return Done.Instance;
    });

    private CustomerFacts Facts() => new(
        Sections.Profile.Attributes,
        Sections.Consent.Covers(Offering, Features.Transactions, Now) ? Sections.Activity.SummaryAsOf(PresentDay(Sections.Activity), catalogue) : default,
        DateOnly.FromDateTime(Now.UtcDateTime),
        covers ??= category => Sections.Consent.Covers(Offering, category, Now));
}
