using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Profile;
using Orleans;

namespace ApiHost.Activity;

/// <summary>An import's calls to its customers' grains, in the name of its caller.</summary>
/// <param name="grains">The grains.</param>
/// <param name="pseudonyms">Makes the grains' keys.</param>
/// <param name="token">The caller's access token.</param>
/// <param name="purpose">The purpose that the caller states.</param>
internal sealed class ImportCalls(IGrainFactory grains, Pseudonyms pseudonyms, string? token, string? purpose)
{
    // No customer has this id, since it is not well formed: a call to it shows whether the caller may import, and does nothing.
    private const string Nobody = "?";

    /// <summary>Finds out whether the caller may import at all, before anything is done.</summary>
    /// <returns>When they may.</returns>
    /// <exception cref="RefusedException">They may not, or no silo can say.</exception>
    public async Task Probe()
    {
        Enter();
        var reply = await grains.GetGrain<ICustomerProfile>(pseudonyms.Of(Nobody).Value).Merge(Nobody, new ProfileDraft([]));
        if (reply.Refusal is { Code: not ProblemCode.CustomerUnknown } refusal)
        {
            throw new RefusedException(refusal);
        }
    }

    /// <summary>Sends a line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>What became of it; durable.</returns>
    public async ValueTask<ImportOutcome> Send(ImportLine line)
    {
        Enter();
        var key = pseudonyms.Of(line.CustomerId).Value;
        switch (line)
        {
            case CustomerLine customer:
                var merged = await grains.GetGrain<ICustomerProfile>(key).Merge(customer.CustomerId, customer.Draft);
                return merged.Refusal is { } notMerged ? notMerged : new ImportOutcome { Customers = 1 };
            case TransactionsLine transactions:
                var recorded = await grains.GetGrain<ICustomerActivity>(key).Record(transactions.Batch);
                return recorded is { Refusal: null, Value: { } value }
                    ? new ImportOutcome { Transactions = value.Accepted, Duplicates = value.Duplicates, Rejected = value.Rejected }
                    : recorded.Refusal!;
            case ConsentLine consent:
                var decided = await grains.GetGrain<ICustomerConsent>(key).Import(consent.Purpose, consent.Decision);
                return decided.Refusal is { } notDecided ? notDecided
                    : decided.Value ? new ImportOutcome { Consents = 1 } : new ImportOutcome { Duplicates = 1 };
            default:
                throw new InvalidOperationException("A kind of line without a call.");
        }
    }

    /// <summary>Lanes run outside the request's flow, and an import takes no idempotency key: the context is set whole.</summary>
    private void Enter()
    {
        CallContext.Set(CallContext.Token, token);
        CallContext.Set(CallContext.Purpose, purpose);
        CallContext.Set(CallContext.Operation, null);
        CallContext.Set(CallContext.CaseReference, null);
        CallContext.Set(CallContext.BreakGlass, null);
        CallContext.Set(CallContext.PrivacyControl, null);
    }
}
