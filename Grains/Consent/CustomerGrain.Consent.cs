using Grains.Access;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Grains.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Grains;

/// <summary>The customer's consents.</summary>
internal sealed partial class CustomerGrain
{
    /// <inheritdoc/>
    async ValueTask<Reply<ConsentOverview>> ICustomerConsent.Read() =>
        await HeldConsent() is { } held ? held.Overview(catalogue, held.Present(Now)) : NoEvidence;

    /// <inheritdoc/>
    public async ValueTask<Reply<ConsentHistory>> History() => await HeldConsent() is { } held ? held.History() : NoEvidence;

    /// <inheritdoc/>
    public async ValueTask<Reply<ConsentOverview>> ReadAt(Input<DateTimeOffset> at) =>
        await HeldConsent() is not { } held ? NoEvidence
        : at.Fault is { } fault ? fault
        : at.Value > held.Present(Now) ? Refusal.Invalid("at", "must not lie in the future")
        : held.Overview(catalogue, at.Value);

    /// <inheritdoc/>
    public async ValueTask<Reply<string>> Receipt(string receiptId, ReceiptForm form) => await HeldConsent() is { } held
        ? held.Receipt(receiptId, form, this.GetPrimaryKey(), catalogue, ServiceProvider.GetRequiredService<ISigningKeys>())
        : NoEvidence;

    /// <inheritdoc/>
    public ValueTask<Reply<ConsentDecided>> Decide(string purpose, Input<ConsentDecision> decision) => Change<ConsentDecided>(next =>
    {
        if (!catalogue.Purpose.TryGetValue(purpose, out var declaration))
        {
            return new Refusal(ProblemCode.UnknownPurpose, "Name a purpose of GET /v1/catalog/purposes.");
        }

        if (decision.Fault is { } fault)
        {
            return fault;
        }

        var decided = next.Consent.Decide(purpose, decision.Value!, Caller.Current!.Token.Role, catalogue, Now);
        return decided.Refusal is { } refusal ? refusal : (next.Consent = decided.Value!).Decided(declaration);
    });

    /// <inheritdoc/>
    public ValueTask<Reply<ConsentOverview>> WithdrawAll(Input<ConsentWithdrawal> withdrawal) => Change<ConsentOverview>(next =>
    {
        var withdrawn = withdrawal.Fault is { } fault ? fault : next.Consent.WithdrawAll(withdrawal.Value!, Caller.Current!.Token.Role, catalogue, Now);
        return withdrawn.Refusal is { } refusal ? refusal : (next.Consent = withdrawn.Value!).Overview(catalogue, next.Consent.Present(Now));
    });

    /// <inheritdoc/>
    ValueTask<Reply<bool>> ICustomerConsent.Import(string purpose, Input<ConsentDecision> decision) => Change<bool>(next =>
    {
        var before = next.Consent;
        var imported = decision.Fault is { } fault ? fault : before.Import(purpose, decision.Value!, catalogue, Now);
        if (imported.Refusal is { } refusal)
        {
            return refusal;
        }

        next.Consent = imported.Value!;
        return !ReferenceEquals(before, next.Consent);
    });
}
