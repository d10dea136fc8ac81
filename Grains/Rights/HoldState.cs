using System.Globalization;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>A legal hold and what two officers have said of it.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="ReviewOn">When it is to be looked at again.</param>
/// <param name="Since">Since when it stands, UTC; null where it is only proposed.</param>
/// <param name="ProposedBy">Who proposed what is not approved yet; null where nothing is.</param>
[GenerateSerializer, Immutable, Alias("hold-state")]
internal sealed record HoldState(
    [property: Id(0)] string Matter, [property: Id(1)] DateOnly ReviewOn, [property: Id(2)] DateTimeOffset? Since, [property: Id(3)] string? ProposedBy)
{
    private const int MaxMatter = 200;

    private static readonly Refusal Nothing = new(ProblemCode.NotFound, "No legal hold stands or is proposed: PUT one.");
    private static readonly Refusal Stands = new(ProblemCode.Conflict, "A legal hold stands already: GET legal-hold shows it.");
    private static readonly Refusal SamePerson = new(ProblemCode.Conflict, "Another officer than who proposed it must approve.");
    private static readonly Refusal NothingProposed = new(ProblemCode.Conflict, "Nothing is proposed: there is nothing to approve.");

    /// <summary>Whether it stands.</summary>
    public bool IsInForce => Since is not null;

    /// <summary>The hold as the outside sees it.</summary>
    public LegalHold View => new()
    {
        Matter = Matter,
        ReviewOn = ReviewOn,
        State = (IsInForce, ProposedBy) switch { (false, _) => "proposed", (true, null) => "in-force", _ => "lifting-proposed" },
        ProposedBy = ProposedBy,
        Since = Since,
    };

    /// <summary>Proposes a hold.</summary>
    /// <param name="present">What stands or is proposed; null for nothing.</param>
    /// <param name="draft">Matter and date as sent.</param>
    /// <param name="officer">Who proposes.</param>
    /// <param name="today">Today.</param>
    /// <returns>The hold.</returns>
    public static Reply<HoldState> Propose(HoldState? present, LegalHoldDraft draft, string officer, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(draft.Matter) || draft.Matter.Length > MaxMatter || draft.Matter.Any(char.IsControl))
        {
            return Refusal.Invalid("/matter", "1 to 200 characters, no control characters");
        }

        if (!DateOnly.TryParseExact(draft.ReviewOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var reviewOn) || reviewOn < today)
        {
            return Refusal.Invalid("/reviewOn", "a date as yyyy-MM-dd, not in the past");
        }

        return present is { IsInForce: true } || (present is not null && present.ProposedBy != officer)
            ? Stands
            : new HoldState(draft.Matter, reviewOn, null, officer);
    }

    /// <summary>Proposes to lift it; what was only proposed is withdrawn.</summary>
    /// <param name="present">What stands or is proposed; null for nothing.</param>
    /// <param name="officer">Who proposes.</param>
    /// <returns>The hold after it; the value null where a proposal was withdrawn.</returns>
    public static Reply<HoldState?> ProposeLifting(HoldState? present, string officer) => present switch
    {
        null => Nothing,
        { IsInForce: false } => default(Reply<HoldState?>),
        _ => present with { ProposedBy = present.ProposedBy ?? officer },
    };

    /// <summary>Approves what is proposed.</summary>
    /// <param name="present">What stands or is proposed; null for nothing.</param>
    /// <param name="officer">Who approves.</param>
    /// <param name="now">Now.</param>
    /// <returns>The hold after it; the value null where it is lifted.</returns>
    public static Reply<HoldState?> Approve(HoldState? present, string officer, DateTimeOffset now) => present switch
    {
        null => Nothing,
        { ProposedBy: null } => NothingProposed,
        _ when present.ProposedBy == officer => SamePerson,
        { IsInForce: true } => default(Reply<HoldState?>),
        _ => present with { Since = now, ProposedBy = null },
    };

    /// <summary>The refusal for a hold that is not there.</summary>
    /// <param name="present">What stands or is proposed; null for nothing.</param>
    /// <returns>The hold.</returns>
    public static Reply<LegalHold> Show(HoldState? present) => present is null ? Nothing : present.View;
}
