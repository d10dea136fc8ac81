using System.Collections.Concurrent;
using System.Reflection;
using Grains.Audit;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Microsoft.Extensions.Options;

namespace Grains.Access;

/// <summary>A grain that judges and records its callers itself, in its own turn: the filter has verified who they are.</summary>
internal interface IJudgesCallers;

/// <summary>
/// The one incoming call filter of every silo. It trusts no client: the caller's own token is verified here again, and what no policy names is
/// refused. What a customer's own grain can judge better (role, customer, purpose, consent) it leaves to that grain, so that the refusal stands
/// in the customer's own record of use.
/// </summary>
internal sealed class AccessFilter(
    ITokenVerifier verifier, SiloTokens siloTokens, Catalogue catalogue, AccessRecorder recorder, IOptions<BreakGlassOptions> glass, ILogger<AccessFilter> log)
    : IIncomingGrainCallFilter
{
    private static readonly Refusal NoToken = new(ProblemCode.TokenMissing, "Send an access token of the bank's issuer.");
    private static readonly Refusal BadToken = new(ProblemCode.TokenInvalid, "Get a fresh access token from the bank's issuer.");
    private static readonly Refusal NoKeys = new(ProblemCode.Unavailable, "The issuer's keys cannot be read at the moment: repeat the call shortly.");
    private static readonly Refusal NoDoor = new(ProblemCode.RoleNotAllowed, "The token's role may not do this.");
    private static readonly Refusal NoSuchGrain = new(ProblemCode.CustomerUnknown, "There is no such customer.");
    private readonly ConcurrentDictionary<MethodInfo, MethodPolicy> policies = new();

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var policy = context.InterfaceMethod is { } method ? policies.GetOrAdd(method, MethodPolicy.Of) : MethodPolicy.Unknown;
        try
        {
            if (policy.Door == Door.Token)
            {
                await Answer(context, policy);
            }
            else
            {
                Caller.Current = null;
                await (IsOpen(policy.Door, context) ? context.Invoke() : throw Unverified(NoDoor));
            }
        }
        catch (RefusedException refused)
        {
            Count(policy, refused.Refusal);
            throw;
        }
    }

    private bool IsOpen(Door door, IIncomingGrainCallContext context) => door switch
    {
        Door.Public or Door.Handshake => true,
        Door.Silo or Door.Runtime => siloTokens.IsCarriedFor(context.TargetId),

        // A tick is the timer object itself: it has no serializer, so one that arrives cannot have crossed a wire.
        Door.Timer => context.Request.GetType().DeclaringType?.FullName == "Orleans.Runtime.GrainTimer",
        _ => false,
    };

    private async Task Answer(IIncomingGrainCallContext context, MethodPolicy policy)
    {
        var isCustomers = typeof(IGrainWithGuidKey).IsAssignableFrom(context.InterfaceMethod.DeclaringType);
        var caller = CallerOf(await Verify(), policy, isCustomers);
        Caller.Current = caller;
        if (isCustomers && context.Grain is IJudgesCallers && IsCanonical(context.TargetId))
        {
            await context.Invoke();
        }
        else
        {
            await AnswerHere(context, caller, isCustomers ? NoSuchGrain : AccessRules.Role(caller.Token, caller.Policy));
        }

        Count(policy, (context.Result as IReply)?.Refusal);
    }

    private async ValueTask AnswerHere(IIncomingGrainCallContext context, Caller caller, Refusal? refusal)
    {
        if (refusal is not null)
        {
            await recorder.Record(caller, refusal.Code);
            throw new RefusedException(refusal);
        }

        try
        {
            await context.Invoke();
        }
        catch (RefusedException refused) when (!caller.IsRecorded && refused.Refusal.Code is not (ProblemCode.Unavailable or ProblemCode.AuditUnavailable))
        {
            await recorder.Record(caller, refused.Refusal.Code);
            throw;
        }

        if (!caller.IsRecorded)
        {
            await recorder.Record(caller, (context.Result as IReply)?.Refusal?.Code);
        }
    }

    private Caller CallerOf(VerifiedToken token, MethodPolicy method, bool isCustomers)
    {
        var stated = token.Role is Role.Frontend or Role.Advisor ? Statement.OfCall() : default;
        var purpose = isCustomers || token.Role is not (Role.Frontend or Role.Advisor)
            ? AccessRules.Purpose(token, method.Allow!, stated, catalogue, glass.Value)
            : string.Empty;
        return new Caller
        {
            Token = token,
            Method = method,
            Purpose = purpose.Value ?? string.Empty,
            PurposeRefusal = purpose.Refusal,
            Stated = stated,
            Operation = CallContext.Get(CallContext.Operation),
            HasPrivacyControl = token.Role is Role.Customer or Role.Frontend && CallContext.Get(CallContext.PrivacyControl) == "1",
        };
    }

    /// <summary>A customer has one grain id: the same GUID in upper case or with an extension would be another grain on the same keys.</summary>
    private static bool IsCanonical(GrainId target) =>
        target.TryGetGuidKey(out var customer, out var extension) && string.IsNullOrEmpty(extension) && target.Key == GrainIdKeyExtensions.CreateGuidKey(customer);

    private async ValueTask<VerifiedToken> Verify()
    {
        if (CallContext.Get(CallContext.Token) is not { } text)
        {
            throw Unverified(NoToken);
        }

        var verdict = await verifier.Verify(text, CancellationToken.None);
        return verdict.Token ?? throw Unverified(verdict.Fault == TokenVerdict.IssuerUnreachable ? NoKeys : BadToken);
    }

    private RefusedException Unverified(Refusal refusal)
    {
        recorder.CountUnverified(refusal.Code);
        return new RefusedException(refusal);
    }

    private void Count(MethodPolicy policy, Refusal? refusal)
    {
        if (refusal is null)
        {
            Instruments.Called(policy.Name);
        }
        else
        {
            Instruments.Refused(policy.Name, refusal.Code.ToString());
            log.Refused(policy.Name, refusal.Code);
        }
    }
}
