using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace Grains.Interfaces.Rights;

/// <summary>What the customer's own grain asks of the customer's rights grain. Interleaves, since that one may be waiting for this one.</summary>
[Alias("IRightsGate")]
public interface IRightsGate : IGrainWithGuidKey
{
    /// <summary>Whether an export may be computed under a request.</summary>
    /// <param name="requestId">The request's id as sent.</param>
    /// <returns>What the request opens; <see cref="ProblemCode.NotFound"/> where there is no fulfilled access or portability request of the present
    /// customer under the id, or its time is over.</returns>
    [SiloOnly, AlwaysInterleave, Alias("MayExport")]
    ValueTask<Reply<ExportGrant>> MayExport(string requestId);

    /// <summary>Whether a legal hold stands: nothing may be forgotten for its age.</summary>
    /// <returns>True where one stands.</returns>
    [SiloOnly, AlwaysInterleave, Alias("IsHeld")]
    ValueTask<bool> IsHeld();
}

/// <summary>The right to have an export computed.</summary>
/// <param name="Right"><c>access</c> or <c>portability</c>.</param>
/// <param name="ReceivedAt">When the request came in, UTC.</param>
/// <param name="ExpiresAt">When the export cannot be computed any more, UTC.</param>
[GenerateSerializer, Immutable, Alias("export-grant")]
public sealed record ExportGrant([property: Id(0)] string Right, [property: Id(1)] DateTimeOffset ReceivedAt, [property: Id(2)] DateTimeOffset ExpiresAt)
{
    /// <summary>Every request of the present customer, newest first.</summary>
    [Id(3)]
    public ImmutableArray<HeldRequest> Requests { get; init; } = [];
}

/// <summary>A request as the rights grain holds it.</summary>
/// <param name="Request">What everybody who may see it is shown.</param>
/// <param name="SealedDetails">What the customer wrote, sealed under the personal key; null where they wrote nothing.</param>
[GenerateSerializer, Immutable, Alias("held-request")]
public sealed record HeldRequest([property: Id(0)] RightsRequest Request, [property: Id(1)] byte[]? SealedDetails);
