using System.Collections.Immutable;
using System.Security.Cryptography;
using Grains.Access;
using Grains.Audit;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;
using Grains.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Grains.Rights;

/// <summary>
/// The erasure. What is due stands in the due table before its intent is saved, so that a silo that dies anywhere is followed by another that goes
/// on. The evidence is saved three times: the intent, the key destroyed, the certificate; every step in between may be done again.
/// </summary>
internal sealed partial class RightsGrain
{
    private const int MostRaces = 5;
    private static readonly IReadOnlyCollection<string> KeptDue = [DueWork.Erasure, DueWork.Evidence, DueWork.SinkErasure];

    private IGrainTimer? erasing;

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> ResumeErasure()
    {
        await Erase();
        await queue.Tidy(this.GetPrimaryKey(), section.Cases);
        return null;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> Evidence() => ValueTask.FromResult(section.LastErasure?.Erasure!.Evidence);

    /// <inheritdoc/>
    public ValueTask<Reply<string>> Certificate(string requestId) =>
        ValueTask.FromResult<Reply<string>>(Find(requestId)?.Erasure?.Certificate is { } certificate ? certificate : NoCertificate);

    /// <inheritdoc/>
    public ValueTask<Reply<string>> CertificateByCode(string requestId, string code)
    {
        var known = Guid.TryParseExact(requestId, "D", out var id) ? section.Cases.FirstOrDefault(c => c.Id == id) : null;
        return ValueTask.FromResult<Reply<string>>(
            known?.Erasure is { Certificate: { } certificate } work && CertificateCode.Is(code, work.CodeHash) && Now < work.CertifiedAt + catalogue.Rights.CertificateWindow
                ? certificate : NoCertificate);
    }

    /// <summary>Freezes the customer before the caller is answered, and leaves the rest to a turn of its own.</summary>
    private async ValueTask StartErasure()
    {
        if (section.RunningErasure is null || section.Hold is { IsInForce: true })
        {
            return;
        }

        try
        {
            await Lifecycle.Freeze();
        }
        catch (RefusedException)
        {
            log.ErasureDelayed(this.GetPrimaryKey(), ErasureSteps.Freeze); // the due table brings it back
        }

        erasing ??= this.RegisterGrainTimer(static (grain, _) => grain.Erase(), this, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task Erase()
    {
        erasing?.Dispose();
        erasing = null;
        await ReadKeys();
        while (section.RunningErasure is { } running)
        {
            if (section.Hold is { IsInForce: true } && !await IsPastReturn(running))
            {
                await Wait(running);
                return;
            }

            await (running.Erasure!.Stage == ErasureStage.Intended ? DestroyKey(running) : Certify(running));
        }
    }

    /// <summary>A customer who was frozen before the hold came is thawed: what waits for a hold may wait for years.</summary>
    private async Task Wait(RightsCase running)
    {
        if (running.Status != RightsStatus.OnHold)
        {
            await Lifecycle.Thaw();
            await Save(section, running.WaitsFor(ErasureSteps.HoldCheck, Now) with { Status = RightsStatus.OnHold }, Done.Instance);
        }
    }

    /// <summary>Up to the point of no return. Where the key is destroyed already, this is a repeat: the frozen record still holds the evidence.</summary>
    private async Task DestroyKey(RightsCase running)
    {
        var next = running.Did(ErasureSteps.HoldCheck, Now) with { Status = RightsStatus.InProgress };
        var evidence = await Lifecycle.Freeze();
        next = next.Did(ErasureSteps.Freeze, Now);
        log.ErasureStep(this.GetPrimaryKey(), ErasureSteps.Freeze);
        var (keyIds, wrappedBy) = await DestroyPersonalKey();
        await ReadKeys();
        log.ErasureStep(this.GetPrimaryKey(), ErasureSteps.DestroyKey);
        next = next.Did(ErasureSteps.DestroyKey, Now) with
        {
            Erasure = running.Erasure! with { Stage = ErasureStage.KeyDestroyed, KeyId = keyIds[0], OtherKeyIds = keyIds[1..], WrappedBy = wrappedBy, Evidence = evidence },
        };
        await Save(section.LeaveTo(next, Now), next, Done.Instance);
    }

    /// <summary>Records the destruction, then destroys: a key that the log says is destroyed is destroyed again wherever a backup brings it back. A
    /// key that is re-wrapped meanwhile is read again.</summary>
    private async ValueTask<(ImmutableArray<Guid> Ids, string? WrappedBy)> DestroyPersonalKey()
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var known = await keys.Read(this.GetPrimaryKey()) ?? throw new InvalidOperationException("A customer who is erased was known.");
            if (known.Status == CustomerKeyStatus.Erased)
            {
                return (known.KeyIds, null);
            }

            await trail.Append(this.GetPrimaryKey(), Destruction(known.KeyIds));
            if (await keys.Destroy(known))
            {
                // The record may be under the pending key, whose generation may be the younger one: then the latest end is certified.
                return (known.KeyIds, known.Pending is null || known.Pending.WrappedBy == known.Personal!.WrappedBy ? known.Personal!.WrappedBy : null);
            }
        }

        throw new TimeoutException("The key is re-wrapped all the time.");
    }

    /// <summary>Whether an erasure has passed its point of no return. That is where the log says that the key is destroyed, whatever failed after it
    /// and was not written here: a key that it names is destroyed at the next start at the latest.</summary>
    private async ValueTask<bool> IsPastReturn(RightsCase running) =>
        running.Erasure!.Stage != ErasureStage.Intended || entry.Status == CustomerKeyStatus.Erased
        || await trail.Holds(this.GetPrimaryKey(), Destruction(entry.Row!.KeyIds).Id);

    private async ValueTask<bool> ComesTooLate(RightsCase known, RightsCase decided) =>
        decided is { IsClosed: true, Erasure.Stage: ErasureStage.Intended } && await IsPastReturn(known);

    /// <summary>The entry of a destruction; the same id whenever it is repeated. It names the keys and not the customer, so that the evidence, which
    /// knows their ids, leads to no other entry.</summary>
    private AuditEntry Destruction(ImmutableArray<Guid> ids) => new()
    {
        Id = new Guid(SHA256.HashData([.. "keys.destroy"u8, .. ids.SelectMany(static id => id.ToByteArray())]).AsSpan(0, 16)),
        At = Now,
        Kind = AuditKind.Mutation,
        Operation = "keys.destroy",
        Outcome = Outcomes.Allowed,
        DestroyedKeys = ids,
    };

    private async Task Certify(RightsCase running)
    {
        var isClear = await Lifecycle.Clear();
        await due.RemoveUnlisted(this.GetPrimaryKey(), KeptDue);
        log.ErasureStep(this.GetPrimaryKey(), ErasureSteps.ClearRecord);
        foreach (var id in running.Erasure!.OtherKeyIds.Prepend(running.Erasure.KeyId!.Value))
        {
            await TellSink(id);
        }

        var next = running.Did(ErasureSteps.ClearRecord, Now);
        if (!isClear || await keys.Read(this.GetPrimaryKey()) is not { Status: CustomerKeyStatus.Erased, Personal: null })
        {
            throw new InvalidOperationException("Something of an erased customer is left.");
        }

        next = next.Did(ErasureSteps.Verify, Now);
        log.ErasureStep(this.GetPrimaryKey(), ErasureSteps.Verify);
        var told = await Tell(DownstreamEvents.Erased, running.Id, section.BankId!);
        var unreadable = new KeyRotationPlan(await generations.Generations(counted: false), keyOptions.Value.RotationPeriod).DestroyedBy(running.Erasure!.WrappedBy, Now);
        next = next.Did(ErasureSteps.Certify, Now);
        next = next with
        {
            Erasure = running.Erasure! with
            {
                Stage = ErasureStage.Certified,
                CertifiedAt = Now,
                Processors = told,
                Certificate = ErasureCertificate.Sign(next, ServiceProvider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId, unreadable, Now, signing),
            },
        };
        await Save(section, Settle(next), Done.Instance);
        if (await due.Find(DueWork.Erasure, this.GetPrimaryKey(), Guid.Empty) is { } done)
        {
            await due.Remove(done);
        }

        log.ErasureStep(this.GetPrimaryKey(), ErasureSteps.Certify);
    }

    /// <summary>An erasure is fulfilled once every processor has acknowledged.</summary>
    private RightsCase Settle(RightsCase certified) => certified switch
    {
        { IsClosed: true } => certified,
        { Erasure: { IsAcknowledged: true, Processors.IsEmpty: true } } => certified.Close(RightsStatus.Fulfilled, null, Now),
        { Erasure.IsAcknowledged: true } => certified.Did(ErasureSteps.Downstream, Now).Close(RightsStatus.Fulfilled, null, Now),
        _ when certified.Steps.Any(static step => step.Step == ErasureSteps.Downstream) => certified,
        _ => certified.WaitsFor(ErasureSteps.Downstream, Now),
    };
}
