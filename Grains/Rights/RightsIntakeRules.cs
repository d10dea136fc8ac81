using System.Collections.Immutable;
using System.Globalization;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Profile;

namespace Grains.Rights;

/// <summary>Judges a request as sent: who asks, what for, whether it is asked already.</summary>
internal static class RightsIntakeRules
{
    private const int MaxDetails = 2000;

    /// <summary>The most requests of access, or of portability, in <see cref="Lately"/>: evidence is kept for years, and nobody shall fill it. The newest
    /// still answers; the other rights are for nobody to ration.</summary>
    private const int MostLately = 20;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    private static readonly Refusal SignInAgain = new(
        ProblemCode.ReauthenticationRequired, "Ask the customer to sign in again: a rights request needs a recent sign-in.");

    /// <summary>Whether a customer's sign-in is recent enough; officers have established who asks.</summary>
    /// <param name="token">The verified token.</param>
    /// <param name="maxAge">The most that may have passed since.</param>
    /// <param name="now">Now.</param>
    /// <returns>The refusal; null where it is.</returns>
    public static Refusal? Identity(VerifiedToken token, TimeSpan maxAge, DateTimeOffset now) =>
        token.Role != Role.Customer || (token.AuthTime is { } signedIn && now - signedIn <= maxAge) ? null : SignInAgain;

    /// <summary>What is wrong with a request.</summary>
    /// <param name="intake">The request as sent.</param>
    /// <param name="section">What was asked before.</param>
    /// <param name="catalogue">The law, and the attributes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The refusal; null where it may be taken in.</returns>
    public static Refusal? Fault(RightsIntake intake, RightsSection section, Catalogue catalogue, DateTimeOffset now)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        Expect(intake.Right is { } right && RightsFile.Rights.Contains(right), "/right", $"one of {string.Join(", ", RightsFile.Rights)}");
        Expect(intake.Regime is { } regime && catalogue.Rights.Regimes.Contains(regime), "/regime", $"one of {string.Join(", ", catalogue.Rights.Regimes)}");
        Expect(IsText(intake.Details), "/details", string.Create(CultureInfo.InvariantCulture, $"1 to {MaxDetails} characters, no control characters but line breaks"));
        Expect(intake.Attributes is null || intake.Right == "rectification", "/attributes", "only with a rectification");
        faults.AddRange(intake.Attributes is { } draft ? Faults(draft, catalogue) : []);
        if (faults.Count > 0)
        {
            return Refusal.Invalid(faults.DrainToImmutable());
        }

        return catalogue.Rights.Of(intake.Regime!, intake.Right!, DateOnly.FromDateTime(now.UtcDateTime)) is null
            ? Refusal.Invalid("/regime", "a law that knows this right")
            : section.Cases.LastOrDefault(c => c.Right == intake.Right && IsStanding(c)) is { } standing ? Duplicate(standing)
            : TooMany(section.Cases, intake.Right!, now);

        void Expect(bool holds, string pointer, string reason)
        {
            if (!holds)
            {
                faults.Add(new Fault(pointer, reason));
            }
        }
    }

    /// <summary>A fulfilled restriction stands until it is lifted.</summary>
    private static bool IsStanding(RightsCase known) =>
        !known.IsFormer && (!known.IsClosed || (known is { Right: "restriction", Status: RightsStatus.Fulfilled }));

    private static Refusal? TooMany(ImmutableArray<RightsCase> cases, string right, DateTimeOffset now)
    {
        var lately = right is "access" or "portability" ? cases.Where(c => !c.IsFormer && c.Right == right && c.ReceivedAt > now - Lately).ToList() : [];
        return lately.Count < MostLately ? null
            : new(ProblemCode.Conflict, "This right was asked for 20 times in 30 days: GET the export of the newest request.") { RequestId = lately[^1].Id.ToString() };
    }

    private static Refusal Duplicate(RightsCase standing) =>
        new(ProblemCode.Conflict, "A request of this right is open already: GET it, or revoke it first.") { RequestId = standing.Id.ToString() };

    private static IEnumerable<Fault> Faults(ProfileDraft draft, Catalogue catalogue)
    {
        foreach (var (name, value) in draft.Attributes)
        {
            var fault = !catalogue.Attribute.TryGetValue(name, out var declared) ? "not declared in the catalogue"
                : value.Kind == AttributeKind.Null ? null : AttributeRules.Fault(declared, value);
            if (fault is not null)
            {
                yield return new Fault(ProfileDocument.Pointer(name), fault);
            }
        }
    }

    private static bool IsText(string? text) =>
        text is null || (text.Length is > 0 and <= MaxDetails && !string.IsNullOrWhiteSpace(text) && !text.Any(static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')));
}
