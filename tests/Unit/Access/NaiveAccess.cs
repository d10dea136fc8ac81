using Grains.Access;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Access;

/// <summary>
/// The decision once more, written down step by step from the contract and without a look at the rules: slow, plain and on its own, so that the
/// two can be held against each other. Answers the problem's code, or the purpose and the data categories of an allowed call.
/// </summary>
internal static class NaiveAccess
{
    public static string Decide(GeneratedCall call, IReadOnlyList<PurposeDeclaration> purposes, IReadOnlyList<AttributeDeclaration> attributes)
    {
        if (!call.Policy.Roles.Any(r => r == call.Role))
        {
            return "role-not-allowed";
        }

        if (call.Role == Role.Customer && !call.IsOwn)
        {
            return "customer-unknown";
        }

        if (call.IsErased)
        {
            var isOpen = call.Policy.WhenErased == ErasedRule.Admitted || (call.Policy.WhenErased == ErasedRule.OfficersOnly && call.Role == Role.Officer);
            if (!isOpen)
            {
                return "customer-erased";
            }
        }
        else if (call.Consent == null && call.Policy.Customer == CustomerRule.Exists)
        {
            return "customer-unknown";
        }

        string purpose;
        if (call.Role == Role.Customer)
        {
            purpose = call.Policy.Purpose ?? "self-service";
        }
        else if (call.Role == Role.Officer || call.Role == Role.Auditor || call.Role == Role.Operator)
        {
            purpose = "legal-compliance";
        }
        else
        {
            if (call.Stated.Purpose == null)
            {
                return "purpose-missing";
            }

            purpose = call.Stated.Purpose;
            var known = purposes.FirstOrDefault(p => p.Id == purpose);
            var isThroughGlass = call.Stated.BreakGlass != null && call.IsNamedForGlass && known != null && known.LegalBasis != "consent" && purpose != "self-service";
            if (known == null || (call.Policy.Purpose != null && call.Policy.Purpose != purpose) || (!call.TokenPurposes.Contains(purpose) && !isThroughGlass))
            {
                return "purpose-not-allowed";
            }

            if (call.Stated.BreakGlass != null && !call.IsNamedForGlass)
            {
                return "break-glass-not-allowed";
            }

            if (IsWrong(call.Stated.BreakGlass) || IsWrong(call.Stated.CaseReference))
            {
                return "invalid-value";
            }

            if (call.Role == Role.Advisor && call.Stated.CaseReference == null && call.Stated.BreakGlass == null)
            {
                return "case-reference-missing";
            }
        }

        var declared = purposes.First(p => p.Id == purpose);
        var given = Given(call.Consent, purpose, call.Now);
        if (declared.LegalBasis == "consent" && call.Policy.Consent == ConsentRule.Required && call.Consent != null && given == null)
        {
            return "consent-required";
        }

        if (call.Consent?.RestrictedSince != null && !call.Policy.WhenRestricted && purpose != "self-service" && purpose != "legal-compliance")
        {
            return "processing-restricted";
        }

        List<string> touched = call.Policy.Data switch
        {
            DataScope.Attributes => attributes.Where(a => a.Purposes.Any(p => p == purpose)).Select(a => a.Category).ToList(),
            DataScope.Transactions => ["transactions"],
            DataScope.Purpose => declared.Categories.ToList(),
            _ => [],
        };
        touched.RemoveAll(c => call.Policy.Data != DataScope.Attributes && !declared.Categories.Contains(c));
        if (declared.LegalBasis == "consent")
        {
            touched.RemoveAll(c => given == null || !declared.Categories.Contains(c) || (given.Categories is { } some && !some.Contains(c)));
        }

        return $"{purpose}: {string.Join(' ', touched.Distinct())}";
    }

    private static bool IsWrong(string? text) => text != null && (text.Trim().Length == 0 || text.Length > 200 || text.Any(c => char.IsControl(c)));

    /// <summary>The consent in force: the event expressed last, where it gives and has not run out.</summary>
    private static ConsentEvent? Given(ConsentSection? consent, string purpose, DateTimeOffset now)
    {
        var last = consent?.Events.Where(e => e.Purpose == purpose).MaxBy(e => e.At);
        return last == null || last.State != ConsentState.Given || (last.ExpiresAt is { } end && end <= now) ? null : last;
    }
}

/// <summary>A call as the generator makes it.</summary>
internal sealed record GeneratedCall
{
    public required Role Role { get; init; }

    public required AllowAttribute Policy { get; init; }

    public required bool IsOwn { get; init; }

    public required HashSet<string> TokenPurposes { get; init; }

    public required Statement Stated { get; init; }

    public required bool IsNamedForGlass { get; init; }

    public required bool IsErased { get; init; }

    public required ConsentSection? Consent { get; init; }

    public required DateTimeOffset Now { get; init; }
}
