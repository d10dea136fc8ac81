using System.Collections.Immutable;

namespace Grains.Interfaces.Access;

/// <summary>The privacy office's queue of broken glass. Key 0.</summary>
[Alias("IReviews")]
public interface IReviews : IGrainWithIntegerKey
{
    /// <summary>The reviews of a status, oldest first, across all customers.</summary>
    /// <param name="query">Status and page.</param>
    /// <returns>The page.</returns>
    [Allow(Role.Officer, Does = "list the broken glass"), Alias("List")]
    ValueTask<Reply<ReviewPage>> List(Input<ReviewQuery> query);
}

/// <summary>One customer's broken glass.</summary>
[Alias("ICustomerReviews")]
public interface ICustomerReviews : IGrainWithGuidKey
{
    /// <summary>Closes a review, by somebody else than who broke the glass.</summary>
    /// <param name="id">The review's id.</param>
    /// <param name="verdict">What the reviewer found.</param>
    /// <returns>Done; <see cref="ProblemCode.Conflict"/> for who broke the glass, and where the review is closed already.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, Does = "review a broken glass"), Alias("Close")]
    ValueTask<Reply<Done>> Close(Guid id, Input<ReviewVerdict> verdict);

    /// <summary>Opens the reason for which a glass was broken; it is sealed under the customer's own key.</summary>
    /// <param name="sealedReason">The sealed reason.</param>
    /// <returns>The reason; null where it does not open any more.</returns>
    [SiloOnly, Alias("Reason")]
    ValueTask<string?> Reason(byte[] sealedReason);
}

/// <summary>Which reviews are asked for.</summary>
/// <param name="IsOpen">True for those that wait, false for those that are closed.</param>
/// <param name="Limit">1 to 100.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first.</param>
[GenerateSerializer, Immutable, Alias("review-query")]
public sealed record ReviewQuery([property: Id(0)] bool IsOpen, [property: Id(1)] int Limit, [property: Id(2)] string? After);

/// <summary>A page of reviews.</summary>
/// <param name="Reviews">Oldest first.</param>
[GenerateSerializer, Immutable, Alias("review-page")]
public sealed record ReviewPage([property: Id(0)] ImmutableArray<GlassReview> Reviews)
{
    /// <summary>Names the next page; null where there is none.</summary>
    [Id(1), System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}

/// <summary>One broken glass.</summary>
[GenerateSerializer, Immutable, Alias("glass-review")]
public sealed record GlassReview
{
    /// <summary>The review's id, opaque.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The bank's id of the customer.</summary>
    [Id(1)]
    public required string CustomerId { get; init; }

    /// <summary>The client with which the glass was broken.</summary>
    [Id(2)]
    public required string Client { get; init; }

    /// <summary>Who broke it: the <c>sub</c> of their token.</summary>
    [Id(3)]
    public required string BrokenBy { get; init; }

    /// <summary>The purpose that was stated.</summary>
    [Id(4)]
    public required string Purpose { get; init; }

    /// <summary>The reason that was stated; null where the customer has been erased since.</summary>
    [Id(5)]
    public string? Reason { get; init; }

    /// <summary>When, UTC.</summary>
    [Id(6)]
    public required DateTimeOffset At { get; init; }

    /// <summary>When it ended, UTC.</summary>
    [Id(7)]
    public required DateTimeOffset Until { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    [Id(8)]
    public required string Status { get; init; }

    /// <summary><c>justified</c> or <c>unjustified</c>; null while open.</summary>
    [Id(9)]
    public string? Outcome { get; init; }

    /// <summary>Who reviewed it: the <c>sub</c> of their token; null while open.</summary>
    [Id(10)]
    public string? ReviewedBy { get; init; }

    /// <summary>When it was reviewed, UTC; null while open.</summary>
    [Id(11)]
    public DateTimeOffset? ReviewedAt { get; init; }
}

/// <summary>What a reviewer found, as sent.</summary>
/// <param name="Outcome"><c>justified</c> or <c>unjustified</c>.</param>
[GenerateSerializer, Immutable, Alias("review-verdict")]
public sealed record ReviewVerdict([property: Id(0)] string? Outcome);
