using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>What the customer's own grain asks. Answered from memory: it is always what the disk says, since a change is written first.</summary>
internal sealed partial class RightsGrain
{
    private static readonly Refusal NoExport =
        new(ProblemCode.NotFound, "No access or portability request of the last 30 days opens an export under this id: POST rights makes one.");

    /// <inheritdoc/>
    public ValueTask<Reply<ExportGrant>> MayExport(string requestId) =>
        ValueTask.FromResult<Reply<ExportGrant>>(ExportGate.Grant(section.Cases, requestId, catalogue.Rights, Now) is { } grant ? grant : NoExport);

    /// <inheritdoc/>
    public ValueTask<bool> IsHeld() => ValueTask.FromResult(section.Hold is { IsInForce: true });
}
