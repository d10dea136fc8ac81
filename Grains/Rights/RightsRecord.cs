using System.Collections.Immutable;
using Grains.Access;
using Grains.Encryption;

namespace Grains.Rights;

/// <summary>The row that a customer's evidence is stored as; outlives the customer's own record.</summary>
[GenerateSerializer, Immutable, Alias("rights-record")]
internal sealed record RightsRecord : ISealedRecord
{
    /// <summary>Counts the writes of the row.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>The evidence, under the customer's evidence key.</summary>
    [Id(1)]
    public Sealed<RightsSection>? Section { get; init; }
}

/// <summary>The evidence of one customer: rights requests, the running erasure, the legal hold.</summary>
[GenerateSerializer, Immutable, Alias("rights-section")]
internal sealed record RightsSection
{
    /// <summary>A customer who asked for nothing.</summary>
    public static RightsSection Empty { get; } = new();

    /// <summary>The requests, oldest first.</summary>
    [Id(0)]
    public ImmutableArray<RightsCase> Cases { get; init; } = [];

    /// <summary>The legal hold that stands or is proposed; null where there is none.</summary>
    [Id(1)]
    public HoldState? Hold { get; init; }

    /// <summary>The operations of the last 24 hours, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<Operation> Operations { get; init; } = [];

    /// <summary>The bank's id of the customer; null where nothing was asked yet.</summary>
    [Id(3)]
    public string? BankId { get; init; }

    /// <summary>The erasure that is under way; null where none is.</summary>
    public RightsCase? RunningErasure => Cases.LastOrDefault(static c => c.Erasure is { Stage: not ErasureStage.Certified } && !c.IsClosed);

    /// <summary>The newest erasure that destroyed a key of the present bearer of the id; null where there is none.</summary>
    public RightsCase? LastErasure => Cases.LastOrDefault(static c => c is { IsFormer: false, Erasure.Stage: not ErasureStage.Intended });

    /// <summary>The same with whatever else the customer has open closed: once the key is destroyed, nobody can do it any more. An erasure of who bore the
    /// id before may still wait for its processors, and goes on waiting.</summary>
    /// <param name="erasure">The erasure that destroyed it.</param>
    /// <param name="now">Now.</param>
    /// <returns>The section.</returns>
    public RightsSection LeaveTo(RightsCase erasure, DateTimeOffset now) => this with
    {
        Cases = [.. Cases.Select(known =>
            known.IsClosed || known.IsFormer || known.Id == erasure.Id ? known : known.Did(ErasureSteps.Overtaken, now).Close(RightsStatus.Revoked, null, now))],
    };

    /// <summary>The same with a case in place of its earlier self, or added.</summary>
    /// <param name="changed">The case.</param>
    /// <returns>The section.</returns>
    public RightsSection With(RightsCase changed)
    {
        var at = Cases.ToList().FindIndex(known => known.Id == changed.Id);
        return this with { Cases = at < 0 ? Cases.Add(changed) : Cases.SetItem(at, changed) };
    }
}
