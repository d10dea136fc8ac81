namespace Grains.Access;

/// <summary>What the privacy office's queue keeps of a broken glass, sealed under the platform key.</summary>
[GenerateSerializer, Immutable, Alias("review-note")]
internal sealed record ReviewNote
{
    /// <summary>The bank's id of the customer.</summary>
    [Id(0)]
    public required string BankId { get; init; }

    /// <summary>The client with which it was broken.</summary>
    [Id(1)]
    public required string Client { get; init; }

    /// <summary>Who broke it.</summary>
    [Id(2)]
    public required string BrokenBy { get; init; }

    /// <summary>The purpose that was stated.</summary>
    [Id(3)]
    public required string Purpose { get; init; }

    /// <summary>The reason, sealed under the customer's personal key: it dies with the customer.</summary>
    [Id(4)]
    public required byte[] SealedReason { get; init; }

    /// <summary>When it was broken, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset At { get; init; }

    /// <summary>When it ends, UTC.</summary>
    [Id(6)]
    public required DateTimeOffset Until { get; init; }

    /// <summary>What the reviewer found; null while open.</summary>
    [Id(7)]
    public string? Outcome { get; init; }

    /// <summary>Who reviewed it; null while open.</summary>
    [Id(8)]
    public string? ReviewedBy { get; init; }

    /// <summary>When, UTC; null while open.</summary>
    [Id(9)]
    public DateTimeOffset? ReviewedAt { get; init; }
}

/// <summary>A glass that is broken at the moment.</summary>
/// <param name="By">16 bytes that stand for the caller and the purpose.</param>
/// <param name="Until">When it ends, UTC.</param>
[GenerateSerializer, Immutable, Alias("broken-glass")]
internal sealed record BrokenGlass([property: Id(0)] byte[] By, [property: Id(1)] DateTimeOffset Until);
