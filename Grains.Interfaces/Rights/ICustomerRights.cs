using Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace Grains.Interfaces.Rights;

/// <summary>A customer's rights requests: intake, clock, work, evidence. Outlives the customer's own data.</summary>
[Alias("ICustomerRights")]
public interface ICustomerRights : IGrainWithGuidKey
{
    /// <summary>Takes in a request. An erasure has frozen the customer when this returns, unless a legal hold stands.</summary>
    /// <param name="intake">What is asked for.</param>
    /// <returns>The request; <see cref="ProblemCode.Conflict"/> where one of the same right is open,
    /// <see cref="ProblemCode.ReauthenticationRequired"/> where the customer signed in too long ago.</returns>
    [Allow(Role.Customer, Role.Officer, Consent = ConsentRule.Exempt, Does = "make a rights request"), Alias("File")]
    ValueTask<Reply<RightsRequest>> File(Input<RightsIntake> intake);

    /// <summary>The requests of the present customer; an officer sees those of an earlier one as well.</summary>
    /// <returns>The requests, newest first.</returns>
    [Allow(Role.Customer, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "list the rights requests"), Alias("List")]
    ValueTask<Reply<RightsRequests>> List();

    /// <summary>One request.</summary>
    /// <param name="requestId">Its id.</param>
    /// <returns>The request.</returns>
    [Allow(Role.Customer, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "read a rights request"), Alias("Read")]
    ValueTask<Reply<RightsRequest>> Read(string requestId);

    /// <summary>Revokes a request that has not passed its point of no return; lifts a restriction that stands.</summary>
    /// <param name="requestId">Its id.</param>
    /// <returns>The request; <see cref="ProblemCode.Conflict"/> where it is past it.</returns>
    [Allow(Role.Customer, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "revoke a rights request"), Alias("Revoke")]
    ValueTask<Reply<RightsRequest>> Revoke(string requestId);

    /// <summary>Denies a request.</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="decision">The reason, of the closed list.</param>
    /// <returns>The request.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "deny a rights request"), Alias("Deny")]
    ValueTask<Reply<RightsRequest>> Deny(string requestId, Input<RightsDecision> decision);

    /// <summary>Extends a request's deadline, once, before it has passed.</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="decision">The reason, of the closed list.</param>
    /// <returns>The request.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "extend the deadline of a rights request"), Alias("Extend")]
    ValueTask<Reply<RightsRequest>> Extend(string requestId, Input<RightsDecision> decision);

    /// <summary>Signs off what is left: processors that did not answer an erasure, a rectification that has been made.</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="decision">The reason, of the closed list.</param>
    /// <returns>The request.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "sign off a rights request"), Alias("SignOff")]
    ValueTask<Reply<RightsRequest>> SignOff(string requestId, Input<RightsDecision> decision);

    /// <summary>The certificate of an erasure.</summary>
    /// <param name="requestId">The erasure's id.</param>
    /// <returns>A JWS in compact form.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "read an erasure certificate"), Alias("Certificate")]
    ValueTask<Reply<string>> Certificate(string requestId);

    /// <summary>The certificate of an erasure for whoever knows its code, for 30 days.</summary>
    /// <param name="requestId">The erasure's id.</param>
    /// <param name="code">The code.</param>
    /// <returns>A JWS in compact form; <see cref="ProblemCode.NotFound"/> for a wrong code, as for an erasure that is not there.</returns>
    [Public, Alias("CertificateByCode")]
    ValueTask<Reply<string>> CertificateByCode(string requestId, string code);

    /// <summary>Lets an erased bank id be a customer again, with a new key and nothing of the old.</summary>
    /// <returns>Done; <see cref="ProblemCode.Conflict"/> where no finished erasure stands.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "release an erased customer id"), Alias("Release")]
    ValueTask<Reply<Done>> Release();
}

/// <summary>What the rights grain does by itself.</summary>
[Alias("IRightsWork")]
public interface IRightsWork : IGrainWithGuidKey
{
    /// <summary>Goes on with an erasure that was cut off.</summary>
    /// <returns>When to look again, UTC; null where nothing is left to do.</returns>
    [SiloOnly, Alias("ResumeErasure")]
    ValueTask<DateTimeOffset?> ResumeErasure();

    /// <summary>Takes the id of a destroyed key to the audit log's outside sink, which did not take it before.</summary>
    /// <param name="keyId">The key's id.</param>
    /// <returns>When to try again, UTC; null where it has it.</returns>
    [SiloOnly, Alias("TakeErasure")]
    ValueTask<DateTimeOffset?> TakeErasure(Guid keyId);

    /// <summary>Forgets the evidence whose retention has ended.</summary>
    /// <returns>When the next ends, UTC; null where none is left.</returns>
    [SiloOnly, Alias("ForgetEvidence")]
    ValueTask<DateTimeOffset?> ForgetEvidence();

    /// <summary>What an erased customer's consents were, sealed under the evidence key. Interleaves, since the customer's grain asks while this
    /// one may be waiting for it.</summary>
    /// <returns>The sealed evidence; null where there is none.</returns>
    [SiloOnly, AlwaysInterleave, Alias("Evidence")]
    ValueTask<byte[]?> Evidence();
}
