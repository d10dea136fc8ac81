using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Grains.Profile;
using Grains.Rights;

namespace Grains;

/// <summary>What a rights request does to the customer's record: freezes it, clears it, restricts its use, ends marketing, corrects it.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly Refusal NoEvidence = new(ProblemCode.CustomerErased, "The customer has been erased, and no evidence is held any more.");

    /// <inheritdoc/>
    public ValueTask<string?> Identify() => ValueTask.FromResult(sections?.Profile.BankId);

    /// <inheritdoc/>
    public async ValueTask<byte[]?> Freeze()
    {
        if (sections is { } live)
        {
            await WriteFrozen(new ErasureEvidence(live.Profile.BankId, live.Consent with { Operations = [], Glasses = [] }, Now));
        }

        if (row.State.FrozenEvidence is not { } evidence)
        {
            return null;
        }

        if (entry.Key is not null && entry.Floor < row.State.Version)
        {
            // From here on no restored backup of the record is believed in its consents.
            await vault.RaiseFloor(entry, row.State.Version);
        }

        return vault.Pack(evidence);
    }

    /// <inheritdoc/>
    public async ValueTask Thaw()
    {
        if (row.State.FrozenEvidence is not null && entry.Key is not null)
        {
            await WriteFrozen(evidence: null);
            DeactivateOnIdle();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Clear()
    {
        using (var known = await vault.Open(this.GetPrimaryKey()))
        {
            if (known.Status != CustomerKeyStatus.Erased)
            {
                throw new InvalidOperationException("The record of a customer whose key is not destroyed is not cleared.");
            }
        }

        await (windows?.Close(DateTimeOffset.MaxValue) ?? Task.CompletedTask);
        entry.Dispose();
        (sections, subject) = (null, null);
        decisions.Forget();
        if (row.RecordExists)
        {
            await row.ClearStateAsync();
        }

        DeactivateOnIdle();
        return !row.RecordExists;
    }

    /// <inheritdoc/>
    public async ValueTask Restrict(bool isRestricted)
    {
        if (sections is { } live && isRestricted != live.Consent.RestrictedSince is not null)
        {
            var fork = live.Fork();
            fork.Consent = fork.Consent with { RestrictedSince = isRestricted ? Now : null };
            await Write(fork, endsPermission: isRestricted);
        }
    }

    /// <inheritdoc/>
    async ValueTask ICustomerLifecycle.Object()
    {
        if (sections is { } live)
        {
            var fork = live.Fork();
            fork.Consent = fork.Consent.Object(catalogue, Now);
            await Persist(fork);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Rectify(byte[] sealedDraft)
    {
        if (sections is { } live && vault.Open(vault.Unpack<RightsDetails>(sealedDraft), entry.Key!, Places.RightsDetails).Attributes is { } draft)
        {
            var fork = live.Fork();
            fork.Profile = fork.Profile.Rectify(draft, Now);
            await Write(fork, endsPermission: false);
        }
    }

    private async ValueTask WriteFrozen(ErasureEvidence? evidence)
    {
        using var key = vault.OpenEvidence(entry.Row!);
        row.State = row.State with
        {
            Version = Math.Max(row.State.Version, entry.Floor) + 1,
            FrozenEvidence = evidence is null ? null : vault.Seal(evidence, key!, Places.Evidence),
        };
        await row.WriteStateAsync(); // where it fails the activation goes, and the next one reads what the disk says
        sections = null;
        decisions.Forget();
    }

    /// <summary>The consents: the customer's own, or what is kept of them as evidence once the customer is frozen.</summary>
    private async ValueTask<ConsentSection?> HeldConsent()
    {
        if (sections is { } live)
        {
            return live.Consent;
        }

        var evidence = row.State.FrozenEvidence is { } frozen ? vault.Pack(frozen) : await GrainFactory.GetGrain<IRightsWork>(this.GetPrimaryKey()).Evidence();
        using var key = vault.OpenEvidence(entry.Row!);
        return evidence is null || key is null ? null : vault.Open(vault.Unpack<ErasureEvidence>(evidence), key, Places.Evidence).Consent;
    }
}
