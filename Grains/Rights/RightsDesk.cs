using System.Collections.Immutable;
using System.Text.Json;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>What officers and customers do with a request, as pure changes of its case.</summary>
internal static class RightsDesk
{
    /// <summary>The refusal of what comes too late.</summary>
    public static readonly Refusal PastReturn = new(ProblemCode.Conflict, "The request is closed, or past its point of no return.");

    private static readonly Refusal Closed = new(ProblemCode.Conflict, "The request is closed.");
    private static readonly Refusal CannotExtend = new(ProblemCode.Conflict, "The deadline was extended before, has passed, or may not be extended under this law.");
    private static readonly Refusal NothingToSign = new(ProblemCode.Conflict, "Nothing waits to be signed off: GET the request shows what it waits for.");

    /// <summary>Revokes a request. A restriction that stands is lifted by it.</summary>
    /// <param name="known">The case.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case.</returns>
    public static Reply<RightsCase> Revoke(RightsCase known, DateTimeOffset now) =>
        (known.IsClosed && !IsStandingRestriction(known)) || known.Erasure is { Stage: not ErasureStage.Intended }
            ? PastReturn
            : known.Close(RightsStatus.Revoked, null, now);

    /// <summary>Whether a case is a restriction in force.</summary>
    /// <param name="known">The case.</param>
    /// <returns>True where it is.</returns>
    public static bool IsStandingRestriction(RightsCase known) => known is { Right: "restriction", Status: RightsStatus.Fulfilled };

    /// <summary>Denies a request.</summary>
    /// <param name="known">The case.</param>
    /// <param name="decision">The reason as sent.</param>
    /// <param name="rules">The closed lists.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case.</returns>
    public static Reply<RightsCase> Deny(RightsCase known, RightsDecision decision, RightsRules rules, DateTimeOffset now) =>
        Fault(decision, rules.DenialReasons) is { } fault ? fault
        : known.IsClosed ? Closed
        : known.Erasure is { Stage: not ErasureStage.Intended } ? PastReturn
        : known.Close(RightsStatus.Denied, decision.Reason, now);

    /// <summary>Extends a deadline, once and before it has passed.</summary>
    /// <param name="known">The case.</param>
    /// <param name="decision">The reason as sent.</param>
    /// <param name="rules">Deadlines and closed lists.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case.</returns>
    public static Reply<RightsCase> Extend(RightsCase known, RightsDecision decision, RightsRules rules, DateTimeOffset now)
    {
        if (Fault(decision, rules.ExtensionReasons) is { } fault)
        {
            return fault;
        }

        var rule = rules.Of(known.Regime, known.Right, DateOnly.FromDateTime(known.ReceivedAt.UtcDateTime));
        return known.IsClosed ? Closed
            : known.IsExtended || now > known.DueAt || rule?.Extension is null ? CannotExtend
            : known.Did("extension", now) with { IsExtended = true, Reason = decision.Reason, DueAt = rule.DueAt(known.ReceivedAt, isExtended: true) };
    }

    /// <summary>Signs off what a request waits for: processors that did not acknowledge an erasure, the bank's work on a rectification.</summary>
    /// <param name="known">The case.</param>
    /// <param name="decision">The reason as sent.</param>
    /// <param name="rules">The closed lists.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case, fulfilled.</returns>
    public static Reply<RightsCase> SignOff(RightsCase known, RightsDecision decision, RightsRules rules, DateTimeOffset now) =>
        Fault(decision, rules.SignOffReasons) is { } fault ? fault
        : known.IsClosed ? Closed
        : known is { Right: "rectification" } or { Erasure.Stage: ErasureStage.Certified }
            ? known.Did("sign-off", now).Close(RightsStatus.Fulfilled, decision.Reason, now)
            : NothingToSign;

    /// <summary>A case as the outside sees it.</summary>
    /// <param name="known">The case.</param>
    /// <returns>The view.</returns>
    public static RightsRequest View(RightsCase known) => new()
    {
        RequestId = known.Id.ToString(),
        Right = known.Right,
        Regime = known.Regime,
        Status = Name(known.Status),
        ReceivedAt = known.ReceivedAt,
        DueAt = known.DueAt,
        Steps = known.Steps,
        Reason = known.Reason,
        Processors = known.Erasure is { Stage: ErasureStage.Certified } work ? [.. work.Processors.Select(Told)] : null,
    };

    /// <summary>A status as the contract writes it.</summary>
    /// <param name="status">The status.</param>
    /// <returns>Its name.</returns>
    public static string Name(RightsStatus status) => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());

    private static ToldProcessor Told(TellingOutcome outcome) =>
        new(outcome.Webhook, outcome.SettledAt is null ? "told" : outcome.IsAcknowledged ? "acknowledged" : "dead") { At = outcome.SettledAt };

    private static Refusal? Fault(RightsDecision decision, ImmutableArray<string> reasons) =>
        decision.Reason is { } reason && reasons.Contains(reason) ? null : Refusal.Invalid("/reason", $"one of {string.Join(", ", reasons)}");
}
