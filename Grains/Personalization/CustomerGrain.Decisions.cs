using Grains.Access;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;
using Grains.Personalization;

namespace Grains;

/// <summary>What the customer was shown on the bank's surfaces and why. A decision waits in memory (<see cref="DecisionBuffer"/> says what a crash loses) and goes to the disk with
/// the next write of the row.</summary>
internal sealed partial class CustomerGrain
{
    private readonly DecisionBuffer decisions = new();
    private IGrainTimer? recording;

    /// <inheritdoc/>
    public ValueTask<Reply<DecisionRecords>> Decisions(Input<DecisionQuery> query) => ValueTask.FromResult<Reply<DecisionRecords>>(
        (query.Fault ?? RecommendationRules.Fault(query.Value!)) is { } fault ? fault
        : recommender.Words.Answer(query.Value!, Sections.Model.Decisions, decisions.Waiting, Now));

    private Reply<Recommendations> NoteDecision(RecommendationQuery query, Reply<Recommendations> reply)
    {
        if (reply.Value is { } answer && catalogue.Offers.Surfaces.Contains(query.Surface) && decisions.Note(recommender.Words, answer, query.Surface, Sections.Model.Decisions, Now))
        {
            recording?.Dispose();
            recording = this.RegisterGrainTimer(static (grain, _) => grain.RecordDecisions(), this, new GrainTimerCreationOptions(recommender.RecordedWithin, Timeout.InfiniteTimeSpan));
        }

        return reply;
    }

    private void KeepDecisions(bool isStillPermitted)
    {
        if (!isStillPermitted)
        {
            decisions.Forget();
        }
    }

    /// <summary>Takes what waits along with a write of the row; where the permission has ended in between, it is dropped with what was learned.</summary>
    private void TakeDecisions(CustomerSections fork)
    {
        if (decisions.Waiting.Count > 0 && fork.Consent.Permits(Offering, Now))
        {
            fork.Model = fork.Model with { Decisions = fork.Model.Decisions.With(decisions.Waiting, Now) };
        }
    }

    /// <summary>Writes what waits. Where it cannot be written it is lost, as in a crash; the activation goes, as after any failed write.</summary>
    private async Task RecordDecisions()
    {
        recording?.Dispose();
        recording = null;
        if (decisions.Waiting.Count == 0 || isStale || IsErased || sections is not { } live)
        {
            return;
        }

        try
        {
            await Write(live.Fork(), endsPermission: false);
        }
        catch (RefusedException)
        {
            decisions.Clear(); // logged where it was thrown
        }
    }
}
