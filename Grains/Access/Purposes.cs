using Grains.Catalog;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>Which purpose a call runs under: a customer's own, the stated one, or the law's.</summary>
internal static class Purposes
{
    private const int MaxReference = 200;

    /// <summary>Judges a call's purpose.</summary>
    /// <param name="token">The verified token.</param>
    /// <param name="policy">The method's policy.</param>
    /// <param name="catalogue">The purposes in force.</param>
    /// <returns>The purpose, or what is wrong with it.</returns>
    public static Reply<string> Of(VerifiedToken token, AllowAttribute policy, Catalogue catalogue) => token.Role switch
    {
        Role.Customer => policy.Purpose ?? "self-service",
        Role.Frontend or Role.Advisor => Stated(token, policy, catalogue),
        _ => "legal-compliance",
    };

    private static Reply<string> Stated(VerifiedToken token, AllowAttribute policy, Catalogue catalogue)
    {
        if (CallContext.Get(CallContext.Purpose) is not { } stated)
        {
            return new Refusal(ProblemCode.PurposeMissing, "State the purpose in the header Processing-Purpose.");
        }

        if (!token.Purposes.Contains(stated) || !catalogue.Purpose.ContainsKey(stated) || (policy.Purpose is { } fixedPurpose && fixedPurpose != stated))
        {
            return new Refusal(ProblemCode.PurposeNotAllowed, policy.Purpose is null
                ? "State a purpose that is in the token and in the catalogue."
                : $"This route runs under {policy.Purpose}: state it, with a token that holds it.");
        }

        return Reference(token) is { } refusal ? refusal : stated;
    }

    private static Refusal? Reference(VerifiedToken token)
    {
        if (CallContext.Get(CallContext.BreakGlass) is not null)
        {
            return new Refusal(ProblemCode.BreakGlassNotAllowed, "This client is not named for breaking the glass: leave out the header Break-Glass.");
        }

        return CallContext.Get(CallContext.CaseReference) switch
        {
            null when token.Role == Role.Advisor =>
                new Refusal(ProblemCode.CaseReferenceMissing, "State the case in the header Case-Reference."),
            { } text when text.Length > MaxReference || text.Any(char.IsControl) =>
                Refusal.Invalid("Case-Reference", $"1 to {MaxReference} characters, no control characters"),
            _ => null,
        };
    }
}
