using System.Collections.Immutable;
using Grains.Access;
using Grains.Audit;
using Grains.Catalog;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;
using Grains.Keys;
using Microsoft.Extensions.Options;

namespace Grains.Rights;

/// <summary>
/// A customer's rights requests and the evidence of them, under the customer's evidence key: it outlives the customer. How a call is admitted and
/// how the record changes stands in <c>RightsGrain.Turn.cs</c>, the erasure in <c>RightsGrain.Erasure.cs</c>, the legal hold in
/// <c>RightsGrain.Hold.cs</c>; the rules are pure classes beside it.
/// </summary>
internal sealed partial class RightsGrain(
    [PersistentState("rights", "profiles")] IPersistentState<RightsRecord> row,
    CustomerVault vault, ICustomerKeyStore keys, RightsQueue queue, IDueTable due, AuditTrail trail, Catalogue catalogue, ISigningKeys signing, IAuditSink sink,
    IKeyGenerationStore generations, IOptions<KeyOptions> keyOptions,
    IOptions<RightsOptions> options, TimeProvider clock, ILogger<RightsGrain> log)
    : Grain, IIncomingGrainCallFilter, IJudgesCallers, ICustomerRights, ICustomerLegalHold, IRightsWork, IRightsGate, IDownstreamOutcome
{
    private static readonly Refusal Unknown = new(ProblemCode.CustomerUnknown, "There is no such customer.");
    private static readonly Refusal NoRequest = new(ProblemCode.NotFound, "The customer has no such request: GET rights lists them.");
    private static readonly Refusal NoCertificate = new(ProblemCode.NotFound, "There is no certificate under this address.");
    private static readonly Refusal NotErased = new(ProblemCode.Conflict, "No finished erasure stands: there is nothing to release.");

    private ICustomerLifecycle Lifecycle => GrainFactory.GetGrain<ICustomerLifecycle>(this.GetPrimaryKey());

    /// <inheritdoc/>
    public async ValueTask<Reply<RightsRequest>> File(Input<RightsIntake> intake)
    {
        var caller = Caller.Current!;
        if ((RightsIntakeRules.Identity(caller.Token, options.Value.IdentityMaxAge, Now) ?? intake.Fault
            ?? RightsIntakeRules.Fault(intake.Value!, section, catalogue, Now)) is { } refusal)
        {
            return refusal;
        }

        if (await Lifecycle.Identify() is not { } bankId)
        {
            return Unknown;
        }

        var (fresh, code) = Begin(intake.Value!);
        await RecordMutation(caller);
        fresh = await ActAtOnce(fresh, bankId);
        var view = RightsDesk.View(fresh) with { CertificateCode = code };
        var reply = await Save(section with { BankId = bankId }, fresh, view);
        await StartErasure();
        return reply;
    }

    /// <inheritdoc/>
    public ValueTask<Reply<RightsRequests>> List() =>
        ValueTask.FromResult<Reply<RightsRequests>>(new RightsRequests([.. Visible.Reverse().Select(RightsDesk.View)]));

    /// <inheritdoc/>
    async ValueTask<Reply<RightsRequest>> ICustomerRights.Read(string requestId)
    {
        if (Find(requestId) is { } known)
        {
            return RightsDesk.View(known);
        }

        await queue.Tidy(this.GetPrimaryKey(), section.Cases); // the queue may name what was never written
        return NoRequest;
    }

    /// <inheritdoc/>
    public ValueTask<Reply<RightsRequest>> Revoke(string requestId) => Decide(requestId, known => RightsDesk.Revoke(known, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<RightsRequest>> Deny(string requestId, Input<RightsDecision> decision) =>
        Decide(requestId, known => decision.Fault is { } fault ? fault : RightsDesk.Deny(known, decision.Value!, catalogue.Rights, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<RightsRequest>> Extend(string requestId, Input<RightsDecision> decision) =>
        Decide(requestId, known => decision.Fault is { } fault ? fault : RightsDesk.Extend(known, decision.Value!, catalogue.Rights, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<RightsRequest>> SignOff(string requestId, Input<RightsDecision> decision) =>
        Decide(requestId, known => decision.Fault is { } fault ? fault : RightsDesk.SignOff(known, decision.Value!, catalogue.Rights, Now));

    private IEnumerable<RightsCase> Visible => section.Cases.Where(static c => !c.IsFormer || Caller.Current!.Token.Role == Role.Officer);

    private RightsCase? Find(string requestId) =>
        Guid.TryParseExact(requestId, "D", out var id) ? Visible.FirstOrDefault(known => known.Id == id) : null;

    private (RightsCase Case, string? Code) Begin(RightsIntake intake)
    {
        var rule = catalogue.Rights.Of(intake.Regime!, intake.Right!, DateOnly.FromDateTime(Now.UtcDateTime))!;
        var details = intake is { Details: null, Attributes: null } ? null : new RightsDetails(intake.Details, intake.Attributes);
        var fresh = new RightsCase
        {
            Id = Guid.NewGuid(),
            Right = intake.Right!,
            Regime = intake.Regime!,
            ReceivedAt = Now,
            DueAt = rule.DueAt(Now, isExtended: false),
            SealedDetails = details is null ? null : vault.Pack(vault.Seal(details, entry.Key!, CustomerPlaces.RightsDetails)),
            DetailsHash = intake.Details is null ? null : TextHash(intake.Details),
        }.Did("intake", Now).Did("identity", Now);
        if (intake.Right != "erasure")
        {
            return (fresh, null);
        }

        var code = CertificateCode.Fresh();
        var (status, isHeld) = section.Hold is { IsInForce: true } ? (RightsStatus.OnHold, true) : (RightsStatus.InProgress, false);
        fresh = fresh with { Status = status, Erasure = new ErasureWork { CodeHash = CertificateCode.HashOf(code) } };
        return (isHeld ? fresh.WaitsFor(ErasureSteps.HoldCheck, Now) : fresh, code);
    }

    /// <summary>What the platform does itself and at once. Done before the request is written: a request that was cut off in between is repeated,
    /// and doing it again does no harm.</summary>
    private async ValueTask<RightsCase> ActAtOnce(RightsCase fresh, string bankId)
    {
        switch (fresh.Right)
        {
            case "objection":
                await Lifecycle.Object();
                return fresh.Did("marketing-ended", Now).Close(RightsStatus.Fulfilled, null, Now);
            case "restriction":
                await Lifecycle.Restrict(true);
                await Tell(DownstreamEvents.Restricted, fresh.Id, bankId);
                return fresh.Did("use-frozen", Now).Close(RightsStatus.Fulfilled, null, Now);
            case "access" or "portability":
                return fresh.Did("export-opened", Now).Close(RightsStatus.Fulfilled, null, Now);
            default:
                return fresh;
        }
    }

    private async ValueTask<Reply<RightsRequest>> Decide(string requestId, Func<RightsCase, Reply<RightsCase>> decide)
    {
        if (Find(requestId) is not { } known)
        {
            return NoRequest;
        }

        var decided = decide(known);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await ComesTooLate(known, decided.Value!))
        {
            return RightsDesk.PastReturn;
        }

        await RecordMutation(Caller.Current!);
        if (await ComesTooLate(known, decided.Value!))
        {
            return RightsDesk.PastReturn; // a destruction that was on its way into the log came before that entry
        }

        await Apply(known, decided.Value!);
        return await Save(section, decided.Value!, RightsDesk.View(decided.Value!));
    }

    /// <summary>What a decision does to the customer's own record; before it is written, as above.</summary>
    private async ValueTask Apply(RightsCase known, RightsCase decided)
    {
        if (RightsDesk.IsStandingRestriction(known) && decided.Status == RightsStatus.Revoked)
        {
            await Lifecycle.Restrict(false);
            await Tell(DownstreamEvents.RestrictionLifted, known.Id, section.BankId!);
        }
        else if (known.Erasure is not null && decided.Erasure!.Stage == ErasureStage.Intended && decided.IsClosed)
        {
            await Lifecycle.Thaw();
        }
        else if (known.Right == "rectification" && decided.Status == RightsStatus.Fulfilled)
        {
            if (known.SealedDetails is { } details)
            {
                await Lifecycle.Rectify(details);
            }

            await Tell(DownstreamEvents.Rectified, known.Id, section.BankId!);
        }
    }
}
