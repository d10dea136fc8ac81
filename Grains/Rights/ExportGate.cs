using System.Collections.Immutable;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>Decides which requests open an export: fulfilled ones of access or portability, of the present bearer of the id, until their time is over.</summary>
internal static class ExportGate
{
    /// <summary>What a request opens.</summary>
    /// <param name="cases">The customer's requests, oldest first.</param>
    /// <param name="requestId">The request's id as sent.</param>
    /// <param name="rules">How long an export may be computed.</param>
    /// <param name="now">Now.</param>
    /// <returns>The grant; null where it opens nothing.</returns>
    public static ExportGrant? Grant(ImmutableArray<RightsCase> cases, string requestId, RightsRules rules, DateTimeOffset now)
    {
        var present = cases.RemoveAll(static c => c.IsFormer);
        return Guid.TryParseExact(requestId, "D", out var id)
            && present.FirstOrDefault(c => c.Id == id) is { Right: "access" or "portability", Status: RightsStatus.Fulfilled, ClosedAt: { } opened } asked
            && now < opened + rules.ExportWindow
            ? new ExportGrant(asked.Right, asked.ReceivedAt, opened + rules.ExportWindow) { Requests = [.. present.Reverse().Select(Held)] }
            : null;
    }

    private static HeldRequest Held(RightsCase known) => new(RightsDesk.View(known), known.SealedDetails);
}
