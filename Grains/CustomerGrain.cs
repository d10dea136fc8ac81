using Grains.Access;
using Grains.Activity;
using Grains.Catalog;
using Grains.Consent;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
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
    CustomerVault vault, Catalogue catalogue, Recommender recommender, Pseudonyms pseudonyms, IDueTable due, TimeProvider clock, ILogger<CustomerGrain> log)
    : Grain, IIncomingGrainCallFilter, ICustomerProfile, ICustomerConsent, ICustomerActivity, ICustomerPersonalization
{
    private VaultEntry entry = VaultEntry.Unknown;
    private CustomerSections? sections;
    private bool isStale;

    private SectionPlaces? places;

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
        entry = await vault.Open(this.GetPrimaryKey());
        if (entry.Key is { } key && row.RecordExists && row.State.Version > 0)
        {
            sections = vault.Read(row.State, key, Places);
            if (row.State.Version < entry.Floor)
            {
                log.RecordBelowFloor(this.GetPrimaryKey(), row.State.Version, entry.Floor);
                Distrust();
            }
        }
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Instruments.ActivationsChanged(-1);
        entry.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Every call passes here, after the silo's access filter: the customer, then the purpose, then the consent, then a repeat.</summary>
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
            if (Caller.Current is not { } caller || !await IsAnswered(caller, context))
            {
                await context.Invoke();
            }
        }
        catch (Exception exception) when (exception is not RefusedException)
        {
            throw GoStale(exception);
        }
    }

    /// <summary>Admits the caller; true where the call repeats one that was answered before.</summary>
    private async ValueTask<bool> IsAnswered(Caller caller, IIncomingGrainCallContext context)
    {
        await TakeSignal(caller);
        return Admission.Judge(caller, entry.Status, sections?.Consent, catalogue, Now) is { } refusal
            ? throw new RefusedException(refusal)
            : caller.Operation is not null && await TakeRepeat(caller, context);
    }

    private void Distrust()
    {
        var fork = Sections.Fork();
        fork.Consent = fork.Consent.Distrust(catalogue, Now);
        fork.Unlearn();
        sections = fork;
    }

    private async ValueTask TakeSignal(Caller caller)
    {
        if (caller.HasPrivacyControl && sections is { } known && known.Consent.PrivacyControlSince is null)
        {
            var fork = known.Fork();
            fork.Consent = fork.Consent.ReceiveSignal(catalogue, Now);
            await Write(fork, endsPermission: true);
        }
    }
}
