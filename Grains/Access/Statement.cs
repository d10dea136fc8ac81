using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>What a caller states about a call beside its arguments. Judged, never trusted.</summary>
/// <param name="Purpose">The purpose id; null where none is stated.</param>
/// <param name="CaseReference">The case, free text; null where none is stated.</param>
/// <param name="BreakGlass">The reason to break the glass, free text; null where it is not to be broken.</param>
internal readonly record struct Statement(string? Purpose, string? CaseReference, string? BreakGlass)
{
    /// <summary>What the running call states.</summary>
    /// <returns>The statement.</returns>
    public static Statement OfCall() =>
        new(CallContext.Get(CallContext.Purpose), CallContext.Get(CallContext.CaseReference), CallContext.Get(CallContext.BreakGlass));
}
