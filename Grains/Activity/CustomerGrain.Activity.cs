using Grains.Access;
using Grains.Consent;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Personalization;

namespace Grains;

/// <summary>The customer's transactions.</summary>
internal sealed partial class CustomerGrain
{
    /// <inheritdoc/>
    public ValueTask<Reply<TransactionsRecorded>> Record(Input<TransactionBatch> batch) => Change<TransactionsRecorded>(next =>
    {
        if (batch.Fault is { } fault)
        {
            return fault;
        }

        if (batch.Value!.Transactions.Length > ICustomerActivity.MaxBatch)
        {
            return new Refusal(ProblemCode.TooLarge, "Send at most 1,000 transactions at once, or use POST /v1/import.");
        }

        (next.Activity, var outcome) = next.Activity.Record(batch.Value, catalogue, Now);
        return outcome;
    });

    /// <inheritdoc/>
    public ValueTask<Reply<Done>> Remove(string transactionId) => Change<Done>(next =>
    {
        var removed = next.Activity.Remove(transactionId, Now);
        if (removed.Refusal is { } refusal)
        {
            return refusal;
        }

        next.Activity = removed.Value!;
        return Done.Instance;
    });

    /// <inheritdoc/>
    ValueTask<Reply<TransactionPage>> ICustomerActivity.Read(Input<TransactionQuery> query) => ValueTask.FromResult(
        Uncovered() is { } refusal ? refusal : query.Fault is { } fault ? fault : Sections.Activity.Read(query.Value!, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<TransactionView>> Categorise(string transactionId, Input<CategoryChange> change) => Change<TransactionView>(next =>
    {
        var changed = change.Fault is { } fault ? fault : next.Activity.Categorise(transactionId, change.Value!, catalogue, Now);
        if (changed.Refusal is { } refusal)
        {
            return refusal;
        }

        (next.Activity, var transaction) = changed.Value;
        return transaction;
    });

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> ForgetSilent()
    {
        if (sections is null)
        {
            DeactivateOnIdle();
            return UntilThawed;
        }

        await Change<Done>(next =>
        {
            next.Activity = next.Activity.ForgetSilent(Now);
            return Done.Instance;
        });
        DeactivateOnIdle();
        return DueDay(Sections.Activity.NextSilence);
    }

    /// <summary>Why the call's purpose may not see transactions; null where it may.</summary>
    private Refusal? Uncovered()
    {
        var purpose = catalogue.Purpose[Caller.Current!.Purpose];
        return !purpose.Categories.Contains(Features.Transactions)
                ? new Refusal(ProblemCode.PurposeNotAllowed, "State a purpose whose data categories include transactions: GET /v1/catalog/purposes.")
            : Sections.Consent.Covers(purpose, Features.Transactions, Now) ? null
            : new Refusal(ProblemCode.ConsentRequired, $"Ask the customer for consent to {purpose.Id} with transactions.") { Purpose = purpose.Id };
    }

    /// <summary>What is due is noted before the state it belongs to, to the day: a customer in use costs the due table one write a day.</summary>
    private async ValueTask NoteSilence(CustomerSections fork)
    {
        if (fork.HasActivityChanged && DueDay(fork.Activity.NextSilence) is { } at && at != DueDay(Sections.Activity.NextSilence))
        {
            await due.Set(new DueItem(DueWork.SilentActivity, this.GetPrimaryKey(), at));
        }
    }

    private static DateTimeOffset? DueDay(DateTimeOffset? at) =>
        at is { } instant ? new DateTimeOffset(instant.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) : null;
}
