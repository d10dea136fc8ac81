using Grains.Access;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>The legal hold: placed by two officers, lifted by two. An erasure that waits for it goes on as soon as it is lifted.</summary>
internal sealed partial class RightsGrain
{
    /// <inheritdoc/>
    ValueTask<Reply<LegalHold>> ICustomerLegalHold.Read() => ValueTask.FromResult(HoldState.Show(section.Hold));

    /// <inheritdoc/>
    public ValueTask<Reply<LegalHold>> Propose(Input<LegalHoldDraft> draft)
    {
        var proposed = draft.Fault is { } fault ? fault : HoldState.Propose(section.Hold, draft.Value!, Officer, DateOnly.FromDateTime(Now.UtcDateTime));
        return SetHold(new(proposed.Value, proposed.Refusal), static hold => hold!.View);
    }

    /// <inheritdoc/>
    public ValueTask<Reply<LegalHold>> ProposeLifting()
    {
        var withdrawn = section.Hold;
        return SetHold(HoldState.ProposeLifting(section.Hold, Officer), hold => hold?.View ?? withdrawn!.View with { State = "withdrawn" });
    }

    /// <inheritdoc/>
    public async ValueTask<Reply<Done>> Approve()
    {
        var reply = await SetHold(HoldState.Approve(section.Hold, Officer, Now), static _ => Done.Instance);
        await StartErasure();
        return reply;
    }

    private static string Officer => Caller.Current!.Token.Subject;

    private async ValueTask<Reply<T>> SetHold<T>(Reply<HoldState?> next, Func<HoldState?, T> answer)
    {
        if (next.Refusal is { } refusal)
        {
            return refusal;
        }

        await RecordMutation(Caller.Current!);
        if (section.RunningErasure is not null)
        {
            await due.Set(new DueItem(DueWork.Erasure, this.GetPrimaryKey(), Now));
        }

        return await Save(section with { Hold = next.Value }, answer(next.Value));
    }
}
