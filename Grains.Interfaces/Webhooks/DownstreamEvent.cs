namespace Grains.Interfaces.Webhooks;

/// <summary>Something that downstream processors must follow.</summary>
/// <param name="Type">Of <see cref="DownstreamEvents"/>.</param>
/// <param name="Customer">The pseudonym, which hears what became of telling it.</param>
/// <param name="BankId">The bank's id of the customer; neither sent nor kept.</param>
/// <param name="RequestId">The rights request behind it.</param>
/// <param name="At">When it happened, UTC.</param>
[GenerateSerializer, Immutable, Alias("downstream-event")]
public sealed record DownstreamEvent(
    [property: Id(0)] string Type, [property: Id(1)] Guid Customer, [property: Id(2)] string BankId, [property: Id(3)] string RequestId, [property: Id(4)] DateTimeOffset At)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type} {RequestId}";
}

/// <summary>The closed list of what downstream processors are told.</summary>
public static class DownstreamEvents
{
    /// <summary>The customer was erased.</summary>
    public const string Erased = "customer.erased";

    /// <summary>The use of the customer's data is restricted.</summary>
    public const string Restricted = "customer.restricted";

    /// <summary>It is not any more.</summary>
    public const string RestrictionLifted = "customer.restriction-lifted";

    /// <summary>The customer's data was rectified.</summary>
    public const string Rectified = "customer.rectified";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Erased, Restricted, RestrictionLifted, Rectified];

    /// <summary>The right behind an event.</summary>
    /// <param name="type">The event.</param>
    /// <returns>The right.</returns>
    public static string RightOf(string type) => type switch
    {
        Erased => "erasure",
        Rectified => "rectification",
        _ => "restriction",
    };
}
