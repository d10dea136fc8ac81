using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Operations;
using Grains.Interfaces.Profile;

namespace ApiHost.Activity;

/// <summary>An import's calls to its customers' grains, in the name of its caller.</summary>
/// <param name="customers">Finds the grains.</param>
/// <param name="token">The caller's access token.</param>
/// <param name="purpose">The purpose that the caller states.</param>
internal sealed class ImportCalls(Customers customers, string? token, string? purpose)
{
    // No customer has this id: a call to it shows whether the caller may import, and does nothing.
    private const string Nobody = IReadiness.ProbeId;

    /// <summary>Puts the caller on the context of the grain calls that follow, whole: lanes run outside the request's flow, and an import takes
    /// no idempotency key.</summary>
    public void Enter()
    {
        CallContext.Set(CallContext.Token, token);
        CallContext.Set(CallContext.Purpose, purpose);
        CallContext.Set(CallContext.Operation, null);
        CallContext.Set(CallContext.CaseReference, null);
        CallContext.Set(CallContext.BreakGlass, null);
        CallContext.Set(CallContext.PrivacyControl, null);
    }

    /// <summary>Finds out whether the caller may import at all, before anything is done.</summary>
    /// <returns>When they may.</returns>
    /// <exception cref="RefusedException">They may not, or no silo can say.</exception>
    public async Task Probe()
    {
        Enter();
        var reply = await customers.Of<ICustomerProfile>(Nobody).Merge(Nobody, new ProfileDraft([]));
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
        switch (line)
        {
            case CustomerLine customer:
                var merged = await customers.Of<ICustomerProfile>(customer.CustomerId).Merge(customer.CustomerId, customer.Draft);
                return merged.Refusal is { } notMerged ? notMerged : new ImportOutcome { Customers = 1 };
            case TransactionsLine transactions:
                var recorded = await customers.Of<ICustomerActivity>(transactions.CustomerId).Record(transactions.Batch);
                return recorded is { Refusal: null, Value: { } value }
                    ? new ImportOutcome { Transactions = value.Accepted, Duplicates = value.Duplicates, Rejected = value.Rejected }
                    : recorded.Refusal!;
            case ConsentLine consent:
                var decided = await customers.Of<ICustomerConsent>(consent.CustomerId).Import(consent.Purpose, consent.Decision);
                return decided.Refusal is { } notDecided ? notDecided
                    : decided.Value ? new ImportOutcome { Consents = 1 } : new ImportOutcome { Duplicates = 1 };
            default:
                throw new InvalidOperationException("A kind of line without a call.");
        }
    }
}
