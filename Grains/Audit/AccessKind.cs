using Grains.Access;
using Grains.Interfaces.Access;

namespace Grains.Audit;

/// <summary>What makes two accesses equal: who, why, what, with which outcome, under which consents.</summary>
/// <param name="Caller">The caller; compared by client, person and role.</param>
/// <param name="Refused">Why it was refused; null where it was allowed.</param>
/// <param name="ConsentEpoch">Counts the customer's consent events: another consent may mean other data.</param>
internal readonly record struct AccessKind(Caller Caller, ProblemCode? Refused, int ConsentEpoch)
{
    /// <summary>Whether another access is equal.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True where it is.</returns>
    public bool IsSame(in AccessKind other) =>
        ReferenceEquals(Caller.Method, other.Caller.Method) && Refused == other.Refused && ConsentEpoch == other.ConsentEpoch
        && Caller.Purpose == other.Caller.Purpose && Caller.Stated == other.Caller.Stated && IsSamePerson(Caller.Token, other.Caller.Token);

    private static bool IsSamePerson(VerifiedToken one, VerifiedToken other) =>
        ReferenceEquals(one, other) || (one.Role == other.Role && one.ClientId == other.ClientId && one.Subject == other.Subject);
}
