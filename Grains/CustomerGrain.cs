using Grains.Access;
using Grains.Activity;
using Grains.Audit;
using Grains.Catalog;
using Grains.Consent;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Insights;
using Grains.Interfaces.Keys;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Grains.Personalization;

namespace Grains;

/// <summary>
/// One customer: the only thing that can open that customer's data, and the one that decides who may see what. One turn at a time; a turn
/// changes a copy of the sections, writes the row, and only then swaps the copy in. What each capability lets callers do stands in its own
/// folder (<c>CustomerGrain.*.cs</c>); this file is how the customer wakes, admits, changes and falls asleep.
/// </summary>
internal sealed partial class CustomerGrain(
    [PersistentState("customer", "profiles")] IPersistentState<CustomerRecord> row,
    CustomerVault vault, KeyReplacer replacer, Catalogue catalogue, Recommender recommender, LayoutRanker layouts, Advisor advisor, Pseudonyms pseudonyms, AuditTrail trail, IAuditStore store, IDueTable due,
    Reviews reviews, TimeProvider clock, ILogger<CustomerGrain> log)
    : Grain, IIncomingGrainCallFilter, IJudgesCallers, ICustomerProfile, ICustomerConsent, ICustomerActivity, ICustomerPersonalization, ICustomerScreen, ICustomerAdvice, ICustomerInsights,
        ICustomerUsage, ICustomerReviews, ICustomerLifecycle, ICustomerExport, ICustomerKeys
{
    private VaultEntry entry = VaultEntry.Unknown;
    private CustomerSections? sections;
    private bool isStale;

    private SectionPlaces? places;

    private bool IsErased => entry.Status == CustomerKeyStatus.Erased || row.State.FrozenEvidence is not null;

    private SectionPlaces Places => places ??= vault.Places(GrainContext.GrainId);

    private DateTimeOffset Now => clock.GetUtcNow();

    private CustomerSections Sections => sections ?? throw new InvalidOperationException("The customer does not exist: admission must have refused.");

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Wake();
        }
        catch (Exception exception)
        {
            entry.Dispose();
            throw GoStale(exception);
        }

        Instruments.ActivationsChanged(1);
    }

    private async ValueTask Wake()
    {
        var known = await vault.Open(this.GetPrimaryKey());
        entry.Dispose();
        entry = known;
        if (!IsErased && entry.Key is not null && row.RecordExists && row.State.Version > 0)
        {
            if (entry.Pending?.Id is { } next && row.State.KeyId == next)
            {
                entry.TakeOver();
            }

            sections = vault.Read(row.State, entry.Key, Places);
            if (row.State.Version < entry.Floor)
            {
                log.RecordBelowFloor(this.GetPrimaryKey(), row.State.Version, entry.Floor);
                Distrust();
            }
        }
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Instruments.ActivationsChanged(-1);
        await SaveUses();
        await RecordDecisions();
        await (windows?.Close(DateTimeOffset.MaxValue) ?? Task.CompletedTask);
        entry.Dispose();
    }

    /// <summary>Every call passes here, after the silo's access filter has said who calls.</summary>
    /// <param name="context">The call.</param>
    /// <returns>When answered.</returns>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (isStale)
        {
            throw new RefusedException(Unavailable);
        }

        try
        {
            await (Caller.Current is { } caller ? Answer(caller, context) : context.Invoke());
        }
        catch (Exception exception) when (exception is not RefusedException)
        {
            throw GoStale(exception);
        }
    }

    /// <summary>Answers a caller: whatever the outcome is, it is recorded before anybody hears of it. Where nothing was decided there is none.</summary>
    private async Task Answer(Caller caller, IIncomingGrainCallContext context)
    {
        if (entry.Status == CustomerKeyStatus.Erased)
        {
            await Wake(); // the id may have been released since
        }

        try
        {
            await Admit(caller);
            if (caller.Operation is null || !await TakeRepeat(caller, context))
            {
                await context.Invoke();
            }
        }
        catch (RefusedException refused) when (!caller.IsRecorded && refused.Refusal.Code is not (ProblemCode.Unavailable or ProblemCode.AuditUnavailable))
        {
            await RecordAccess(caller, refused.Refusal.Code);
            throw;
        }

        if (!caller.IsRecorded)
        {
            await RecordAccess(caller, (context.Result as IReply)?.Refusal?.Code);
        }

        CountUse(caller, context.Result as IReply);
    }

    /// <summary>Role, customer and purpose; then a privacy signal, which any caller who may speak for the customer may bring; then consent.</summary>
    private async ValueTask Admit(Caller caller)
    {
        Refuse(AccessRules.Enter(caller, this.GetPrimaryKey(), new CustomerStanding(sections is not null, IsErased)));
        await TakeSignal(caller);
        Refuse(AccessRules.Consented(caller, sections?.Consent, catalogue, Now));
        Refuse(AccessRules.Unrestricted(caller, sections?.Consent));
        await BreakGlass(caller);
    }

    private static void Refuse(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }

    private void Distrust()
    {
        var fork = Sections.Fork();
        fork.Consent = fork.Consent.Distrust(catalogue, Now);
        fork.Unlearn([]);
        sections = fork;
    }

    private async ValueTask TakeSignal(Caller caller)
    {
        if (!caller.HasPrivacyControl || sections is not { } known)
        {
            return;
        }

        if (known.Consent.PrivacyControlSince is null)
        {
            var fork = known.Fork();
            fork.Consent = fork.Consent.ReceiveSignal(catalogue, Now);
            await RecordSignal(caller);
            await Persist(fork);
        }

        await RaiseFloor(Sections); // also where the signal's own call could not
    }
}
