using System.Collections.Concurrent;
using System.Reflection;
using Grains.Catalog;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>
/// The one incoming call filter of every silo. It trusts no client: the caller's own token is verified here again, the method's policy
/// decides on it, a customer's token opens that customer's grain only, and what no policy names is refused. The purpose is judged here and
/// answered by the grain, since the contract asks for the customer first.
/// </summary>
internal sealed class AccessFilter(ITokenVerifier verifier, SiloTokens siloTokens, Catalogue catalogue, ILogger<AccessFilter> log) : IIncomingGrainCallFilter
{
    private static readonly Refusal NoToken = new(ProblemCode.TokenMissing, "Send an access token of the bank's issuer.");
    private static readonly Refusal BadToken = new(ProblemCode.TokenInvalid, "Get a fresh access token from the bank's issuer.");
    private static readonly Refusal NoKeys = new(ProblemCode.Unavailable, "The issuer's keys cannot be read at the moment: repeat the call shortly.");
    private static readonly Refusal WrongRole = new(ProblemCode.RoleNotAllowed, "The token's role may not do this.");
    private static readonly Refusal Unknown = new(ProblemCode.CustomerUnknown, "There is no such customer.");
    private readonly ConcurrentDictionary<MethodInfo, MethodPolicy> policies = new();

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var policy = context.InterfaceMethod is { } method ? policies.GetOrAdd(method, MethodPolicy.Of) : new MethodPolicy("unknown", Door.None, null);
        try
        {
            Caller.Current = policy.Door == Door.Token ? await Admit(context, policy) : null;
            if (!IsOpen(policy.Door, context))
            {
                throw new RefusedException(WrongRole);
            }

            await context.Invoke();
            if (policy.Door == Door.Token)
            {
                Count(policy, (context.Result as IReply)?.Refusal);
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
        Door.Token or Door.Public or Door.Handshake => true,
        Door.Silo or Door.Runtime => siloTokens.IsCarriedFor(context.TargetId),

        // A tick is the timer object itself: it has no serializer, so one that arrives cannot have crossed a wire.
        Door.Timer => context.Request.GetType().DeclaringType?.FullName == "Orleans.Runtime.GrainTimer",
        _ => false,
    };

    private async ValueTask<Caller> Admit(IIncomingGrainCallContext context, MethodPolicy policy)
    {
        var token = await Verify();
        if (!policy.Allow!.Roles.Contains(token.Role))
        {
            throw new RefusedException(WrongRole);
        }

        var isCustomers = typeof(IGrainWithGuidKey).IsAssignableFrom(context.InterfaceMethod.DeclaringType);
        if (isCustomers && (!IsCanonical(context.TargetId, out var customer) || (token.Role == Role.Customer && token.Customer?.Value != customer)))
        {
            throw new RefusedException(Unknown);
        }

        var purpose = isCustomers ? Purposes.Of(token, policy.Allow, catalogue) : string.Empty;
        return new Caller
        {
            Token = token,
            Policy = policy.Allow,
            Purpose = purpose.Value ?? string.Empty,
            PurposeRefusal = purpose.Refusal,
            Operation = CallContext.Get(CallContext.Operation),
            HasPrivacyControl = token.Role is Role.Customer or Role.Frontend && CallContext.Get(CallContext.PrivacyControl) == "1",
        };
    }

    /// <summary>A customer has one grain id: the same GUID in upper case or with an extension would be another grain on the same keys.</summary>
    private static bool IsCanonical(GrainId target, out Guid customer) =>
        target.TryGetGuidKey(out customer, out var extension) && string.IsNullOrEmpty(extension) && target.Key == GrainIdKeyExtensions.CreateGuidKey(customer);

    private async ValueTask<VerifiedToken> Verify()
    {
        if (CallContext.Get(CallContext.Token) is not { } text)
        {
            throw new RefusedException(NoToken);
        }

        var verdict = await verifier.Verify(text, CancellationToken.None);
        return verdict.Token ?? throw new RefusedException(verdict.Fault == TokenVerdict.IssuerUnreachable ? NoKeys : BadToken);
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
