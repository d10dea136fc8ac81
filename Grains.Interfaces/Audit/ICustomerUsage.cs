using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Audit;

/// <summary>Who used a customer's data, when and why, for the customer to read.</summary>
[Alias("ICustomerUsage")]
public interface ICustomerUsage : IGrainWithGuidKey
{
    /// <summary>The accesses of a time, newest first, refusals included.</summary>
    /// <param name="query">From, to, page.</param>
    /// <returns>The page.</returns>
    [Allow(Role.Customer, Role.Officer, Consent = ConsentRule.Exempt, Does = "read who used the data"), Alias("Usage")]
    ValueTask<Reply<UsagePage>> Usage(Input<UsageQuery> query);
}

/// <summary>Which accesses are asked for.</summary>
/// <param name="From">At or after, UTC; null for 30 days ago.</param>
/// <param name="To">Before, UTC; null for now.</param>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first.</param>
[GenerateSerializer, Immutable, Alias("usage-query")]
public sealed record UsageQuery(
    [property: Id(0)] DateTimeOffset? From, [property: Id(1)] DateTimeOffset? To, [property: Id(2)] int Limit, [property: Id(3)] string? After);

/// <summary>A page of usage.</summary>
/// <param name="Entries">Newest first.</param>
[GenerateSerializer, Immutable, Alias("usage-page")]
public sealed record UsagePage([property: Id(0)] ImmutableArray<UsageEntry> Entries)
{
    /// <summary>Names the next page; null where there is none.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}

/// <summary>One use of a customer's data.</summary>
[GenerateSerializer, Immutable, Alias("usage-entry")]
public sealed record UsageEntry
{
    /// <summary>When, UTC; of repeats, when the last one was.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The caller's role, lower case.</summary>
    [Id(1)]
    public required string Role { get; init; }

    /// <summary>The caller's client.</summary>
    [Id(2)]
    public required string Client { get; init; }

    /// <summary>The purpose id; null where none was accepted.</summary>
    [Id(3)]
    public string? Purpose { get; init; }

    /// <summary>What was called, e.g. <c>profile.read</c>.</summary>
    [Id(4)]
    public required string Operation { get; init; }

    /// <summary>The data categories it touched.</summary>
    [Id(5)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary><c>allowed</c>, or the problem's code.</summary>
    [Id(6)]
    public required string Outcome { get; init; }

    /// <summary>How many calls the line stands for.</summary>
    [Id(7)]
    public long Count { get; init; }

    /// <summary>The line as a sentence, in the words of the catalogue.</summary>
    [Id(8)]
    public required string Text { get; init; }

    /// <summary>The case that was stated; absent where none was.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaseReference { get; init; }

    /// <summary>The reason for which the glass was broken; absent where it was not.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BreakGlass { get; init; }
}
