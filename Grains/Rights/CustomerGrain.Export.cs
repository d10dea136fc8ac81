using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Rights;
using Grains.Rights;

namespace Grains;

/// <summary>Everything held of the customer. Computed in this turn, never stored.</summary>
internal sealed partial class CustomerGrain
{
    private const int MostUsage = 10_000;

    /// <inheritdoc/>
    public async ValueTask<Reply<CustomerExport>> Export(string requestId)
    {
        var caller = Caller.Current!;
        var opened = await GrainFactory.GetGrain<IRightsGate>(this.GetPrimaryKey()).MayExport(requestId);
        if (opened is not { Value: { } grant })
        {
            return opened.Refusal!;
        }

        // The customer sees this access too, so it is recorded first.
        await RecordAccess(caller, refused: null);
        var request = new ExportedRequest(requestId, grant.Right, grant.ReceivedAt, grant.ExpiresAt);
        var held = new ExportSources(this.GetPrimaryKey(), request, Sections.Profile, Sections.Consent, Sections.Activity, Sections.Model)
        {
            Usage = await ExportUsage(),
            RightsRequests = [.. grant.Requests.Select(ExportRequest)],
        };
        return ExportDocument.Of(held, catalogue, Now);
    }

    private async ValueTask<ExportedUsage> ExportUsage()
    {
        var (from, entries) = (Now - UsageShown, new List<UsageEntry>());
        for (string? after = null; ;)
        {
            var page = await ReadUsage(new UsageQuery(from, null, UsageRules.MaxLimit, after));
            entries.AddRange(page.Entries);
            after = page.Next;
            if (after is null || entries.Count >= MostUsage)
            {
                return new ExportedUsage(from, after is null, [.. entries]);
            }
        }
    }

    private ExportedRightsRequest ExportRequest(HeldRequest held)
    {
        var said = held.SealedDetails is { } details ? vault.Open(vault.Unpack<RightsDetails>(details), entry.Key!, Places.RightsDetails) : null;
        return new ExportedRightsRequest(held.Request) { Details = said?.Details, Attributes = said?.Attributes?.Attributes };
    }
}
