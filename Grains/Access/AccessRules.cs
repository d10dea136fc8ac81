using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>What a silo knows of a customer when a call arrives.</summary>
/// <param name="Exists">Whether there is a record.</param>
/// <param name="IsErased">Whether the customer is frozen for erasure, or erased.</param>
internal readonly record struct CustomerStanding(bool Exists, bool IsErased);

/// <summary>The one place that decides whether a caller may do what they ask. Judged in the contract's order: role, customer, purpose, consent;
/// the token came before, the body comes after.</summary>
internal static class AccessRules
{
    /// <summary>The longest case reference or break-glass reason, in characters.</summary>
    public const int MaxText = 200;

    private const string SelfService = "self-service";
    private const string Law = "legal-compliance";

    private static readonly Refusal WrongRole = new(ProblemCode.RoleNotAllowed, "The token's role may not do this.");
    private static readonly Refusal Unknown = new(ProblemCode.CustomerUnknown, "There is no such customer.");
    private static readonly Refusal Restricted = new(ProblemCode.ProcessingRestricted, "The customer has had the use of the data restricted: it is kept and not used.");
    private static readonly Refusal Erased = new(ProblemCode.CustomerErased, "The customer has been erased and nothing is processed any more.");

    /// <summary>Judges the role.</summary>
    /// <param name="token">The verified token.</param>
    /// <param name="policy">The method's policy.</param>
    /// <returns>The refusal; null where the role may call the method.</returns>
    public static Refusal? Role(VerifiedToken token, AllowAttribute policy) => policy.Roles.Contains(token.Role) ? null : WrongRole;

    /// <summary>Judges everything up to the purpose.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="customer">The pseudonym of the customer whose grain is called.</param>
    /// <param name="standing">What is known of that customer.</param>
    /// <returns>The refusal; null where only consent is left to ask.</returns>
    public static Refusal? Enter(Caller caller, Guid customer, CustomerStanding standing) =>
        Role(caller.Token, caller.Policy) is { } wrong ? wrong
        : caller.Token.Role == Interfaces.Access.Role.Customer && caller.Token.Customer?.Value != customer ? Unknown
        : standing.IsErased ? (IsOpenWhenErased(caller) ? caller.PurposeRefusal : Erased)
        : !standing.Exists && caller.Policy.Customer != CustomerRule.MayBeNew ? Unknown
        : caller.PurposeRefusal;

    private static bool IsOpenWhenErased(Caller caller) => caller.Policy.WhenErased switch
    {
        ErasedRule.Admitted => true,
        ErasedRule.OfficersOnly => caller.Token.Role == Interfaces.Access.Role.Officer,
        _ => false,
    };

    /// <summary>Judges whether the use of the data is restricted: it is kept, and only the customer and the law may go on using it.</summary>
    /// <param name="caller">The caller, who has the consent they need.</param>
    /// <param name="consent">The customer's consents; null for a customer who may be new.</param>
    /// <returns>The refusal; null where the call may go on.</returns>
    public static Refusal? Unrestricted(Caller caller, ConsentSection? consent) =>
        consent?.RestrictedSince is null || caller.Policy.WhenRestricted || caller.Purpose is SelfService or Law ? null : Restricted;

    /// <summary>Judges the consent to the call's purpose.</summary>
    /// <param name="caller">The caller, who may enter.</param>
    /// <param name="consent">The customer's consents; null for a customer who may be new.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The refusal; null where the call may go on.</returns>
    public static Refusal? Consented(Caller caller, ConsentSection? consent, Catalogue catalogue, DateTimeOffset now) =>
        caller.Policy.Consent != ConsentRule.Required || consent is null
        || !catalogue.Purpose.TryGetValue(caller.Purpose, out var purpose) || consent.Permits(purpose, now)
            ? null
            : new Refusal(ProblemCode.ConsentRequired, $"Ask the customer for consent to {caller.Purpose}.") { Purpose = caller.Purpose };

    /// <summary>The data categories that an admitted call touches: what its method, its purpose and the customer's consent have in common.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="consent">The customer's consents; null for a customer who may be new.</param>
    /// <param name="catalogue">The declarations in force.</param>
    /// <param name="now">Now.</param>
    /// <returns>The categories.</returns>
    public static ImmutableArray<string> Categories(Caller caller, ConsentSection? consent, Catalogue catalogue, DateTimeOffset now)
    {
        var purpose = catalogue.Purpose[caller.Purpose];
        var categories = catalogue.Touched(caller.Policy.Data, purpose);
        return purpose.NeedsConsent ? categories.RemoveAll(c => consent is null || !consent.Covers(purpose, c, now)) : categories;
    }

    /// <summary>Which purpose a call runs under: a customer's own, the stated one, or the law's.</summary>
    /// <param name="token">The verified token.</param>
    /// <param name="policy">The method's policy.</param>
    /// <param name="stated">What the caller states.</param>
    /// <param name="catalogue">The purposes in force.</param>
    /// <param name="glass">The clients that may break the glass.</param>
    /// <returns>The purpose, or what is wrong with it.</returns>
    public static Reply<string> Purpose(VerifiedToken token, AllowAttribute policy, Statement stated, Catalogue catalogue, BreakGlassOptions glass) => token.Role switch
    {
        Interfaces.Access.Role.Customer => policy.Purpose ?? SelfService,
        Interfaces.Access.Role.Frontend or Interfaces.Access.Role.Advisor => Stated(token, policy, stated, catalogue, glass),
        _ => Law,
    };

    private static Reply<string> Stated(VerifiedToken token, AllowAttribute policy, Statement stated, Catalogue catalogue, BreakGlassOptions glass)
    {
        if (stated.Purpose is not { } purpose)
        {
            return new Refusal(ProblemCode.PurposeMissing, "State the purpose in the header Processing-Purpose.");
        }

        var breaks = stated.BreakGlass is not null && glass.Clients.Contains(token.ClientId);
        if (!catalogue.Purpose.TryGetValue(purpose, out var declared) || (policy.Purpose is { } fixedPurpose && fixedPurpose != purpose)
            || !(token.Purposes.Contains(purpose) || (breaks && !declared.NeedsConsent && purpose != SelfService)))
        {
            return new Refusal(ProblemCode.PurposeNotAllowed, policy.Purpose is null
                ? "State a purpose that is in the token and in the catalogue."
                : $"This route runs under {policy.Purpose}: state it, with a token that holds it.");
        }

        return Text(token, stated, breaks) is { } refusal ? refusal : declared.Id; // the one text for all callers
    }

    /// <summary>The free text of a call: a case for an advisor, unless a reason to break the glass stands in its place.</summary>
    private static Refusal? Text(VerifiedToken token, Statement stated, bool breaks) => stated switch
    {
        { BreakGlass: not null } when !breaks =>
            new Refusal(ProblemCode.BreakGlassNotAllowed, "This client is not named for breaking the glass: leave out the header Break-Glass."),
        { BreakGlass: { } reason } when !IsText(reason) => Refusal.Invalid("Break-Glass", TextRule),
        { CaseReference: { } reference } when !IsText(reference) => Refusal.Invalid("Case-Reference", TextRule),
        { CaseReference: null, BreakGlass: null } when token.Role == Interfaces.Access.Role.Advisor =>
            new Refusal(ProblemCode.CaseReferenceMissing, "State the case in the header Case-Reference."),
        _ => null,
    };

    private static readonly string TextRule = $"1 to {MaxText} characters, no control characters";

    private static bool IsText(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxText && !text.Any(char.IsControl);
}
