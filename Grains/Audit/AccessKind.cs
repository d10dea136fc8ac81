using Grains.Access;
using Grains.Interfaces.Access;

namespace Grains.Audit;

/// <summary>What makes two accesses equal: who, why, what, with which outcome, under which consents.</summary>
/// <param name="Token">The caller; compared by client, person and role.</param>
/// <param name="Method">What was called.</param>
/// <param name="Purpose">The purpose it ran under; empty where none was accepted.</param>
/// <param name="CaseReference">The case that was stated.</param>
/// <param name="BreakGlass">The reason to break the glass that was stated.</param>
/// <param name="Refused">Why it was refused; null where it was allowed.</param>
/// <param name="ConsentEpoch">Counts the customer's consent events: another consent may mean other data.</param>
internal readonly record struct AccessKind(
    VerifiedToken Token, MethodPolicy Method, string Purpose, string? CaseReference, string? BreakGlass, ProblemCode? Refused, int ConsentEpoch)
{
    /// <summary>The kind of a caller's access.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="refused">Why it was refused; null where it was allowed.</param>
    /// <param name="consentEpoch">The number of the customer's consent events.</param>
    /// <returns>The kind.</returns>
    public static AccessKind Of(Caller caller, ProblemCode? refused, int consentEpoch) =>
        new(caller.Token, caller.Method, caller.Purpose, caller.Stated.CaseReference, caller.Stated.BreakGlass, refused, consentEpoch);

    /// <summary>Whether another access is equal.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True where it is.</returns>
    public bool IsSame(in AccessKind other) =>
        ReferenceEquals(Method, other.Method) && Refused == other.Refused && ConsentEpoch == other.ConsentEpoch && Purpose == other.Purpose
        && CaseReference == other.CaseReference && BreakGlass == other.BreakGlass && IsSamePerson(Token, other.Token);

    private static bool IsSamePerson(VerifiedToken one, VerifiedToken other) =>
        ReferenceEquals(one, other) || (one.Role == other.Role && one.ClientId == other.ClientId && one.Subject == other.Subject);
}
