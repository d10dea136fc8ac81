using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Personalization;

/// <summary>Advice for a customer, from their own figures and suitable for them. It decides nothing: least of all about credit.</summary>
[Alias("ICustomerAdvice")]
public interface ICustomerAdvice : IGrainWithGuidKey
{
    /// <summary>What a good advisor would say today.</summary>
    /// <param name="query">The day.</param>
    /// <returns>The advice that fits, most important first.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Purpose = "advice", Data = DataScope.Purpose, Does = "read advice that suits the situation"), Alias("Advise")]
    ValueTask<Reply<AdviceList>> Advise(Input<AdviceQuery> query);
}

/// <summary>What is asked for.</summary>
/// <param name="AsOf">The day that counts as today; null for today.</param>
[GenerateSerializer, Immutable, Alias("advice-query")]
public sealed record AdviceQuery([property: Id(0)] DateOnly? AsOf = null);

/// <summary>The advice that fits.</summary>
/// <param name="Advice">Most important first.</param>
/// <param name="Because">Why there is none: <c>nothing-known-yet</c> or <c>nothing-to-advise</c>; null where there is some.</param>
[GenerateSerializer, Immutable, Alias("advice-list")]
public sealed record AdviceList(
    [property: Id(0)] ImmutableArray<Advice> Advice,
    [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Because = null);

/// <summary>One piece of advice.</summary>
[GenerateSerializer, Immutable, Alias("advice")]
public sealed record Advice
{
    /// <summary>Names the advice to this customer; the same for a month of the same rule.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The rule that gave it.</summary>
    [Id(1)]
    public required string Rule { get; init; }

    /// <summary>What it is: <c>budget</c>, <c>saving</c>, <c>cost</c>, <c>insurance</c>, <c>pension</c>, <c>debt</c> or <c>credit</c>.</summary>
    [Id(2)]
    public required string Kind { get; init; }

    /// <summary>The advice in a few words, in the customer's language.</summary>
    [Id(3)]
    public required string Title { get; init; }

    /// <summary>The advice in a sentence or two, with its figures.</summary>
    [Id(4)]
    public required string Text { get; init; }

    /// <summary>The figures that made it fire, by name: money in <see cref="Currency"/>, shares where 1 is all, months, numbers of things,
    /// years. Rounded: money to the currency's digits, shares to a thousandth, months to a tenth.</summary>
    [Id(5)]
    public ImmutableDictionary<string, decimal> Figures { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>What would make it go away; each by itself is enough.</summary>
    [Id(6)]
    public ImmutableArray<WayOut> WouldGoAway { get; init; } = [];

    /// <summary>What the front end can offer to do; null for nothing.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Action { get; init; }

    /// <summary>ISO 4217, of the figures that are money; null where none is.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }
}

/// <summary>A change of one figure that would make a piece of advice go away.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Becomes"><c>at-least</c> or <c>below</c>.</param>
/// <param name="Threshold">Where the rule ends to hold, in the figure's unit.</param>
/// <param name="Change">How far that is from the present value; signed.</param>
/// <param name="Text">The same as a sentence.</param>
[GenerateSerializer, Immutable, Alias("way-out")]
public sealed record WayOut(
    [property: Id(0)] string Figure, [property: Id(1)] string Becomes, [property: Id(2)] decimal Threshold, [property: Id(3)] decimal Change,
    [property: Id(4)] string Text);
