using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>The figures that advice is given by: a closed list. What is not known is null and stays so: no figure is guessed. None of them
/// is a score, and none is read by anything but advice.</summary>
internal static class Figures
{
    /// <summary>How many months of spending are a full reserve; what lies beyond is idle.</summary>
    public const int FullReserveMonths = 6;

    /// <summary>All of them.</summary>
    public static ImmutableArray<Figure> All { get; } =
    [
        new("months-known", FigureUnit.Count, static source => source.MonthsKnown, CanChange: false),
        new("monthly-income", FigureUnit.Money, static source => source.Income),
        new("monthly-spending", FigureUnit.Money, static source => source.Spending),
        new("savings-rate", FigureUnit.Share, static source => source.OfIncome(source.Income - source.Spending)),
        new("balance", FigureUnit.Money, static source => source.Balance),
        new("months-of-reserve", FigureUnit.Months, static source => source.Spending > 0 && source.Balance is { } balance ? Math.Max(balance, 0) / source.Spending : null),
        new("idle-cash", FigureUnit.Money, static source => source is { Balance: { } balance, Spending: { } spending } ? Math.Max(balance - (FullReserveMonths * Math.Max(spending, 0)), 0) : null),
        new("lowest-balance-ahead", FigureUnit.Money, static source => source.LowestAhead),
        new("recurring-outflow-share", FigureUnit.Share, static source => source.OfIncome(source.RecurringOutflow)),
        new("credit-payments-a-month", FigureUnit.Money, CreditPayments),
        new("credit-payments-share", FigureUnit.Share, static source => source.OfIncome(CreditPayments(source))),
        new("fees-a-month", FigureUnit.Money, static source => source.SpentOn("fees")),
        new("fees-share", FigureUnit.Share, static source => source.OfIncome(source.SpentOn("fees"))),
        new("subscriptions-a-month", FigureUnit.Money, static source => source.SpentOn("subscriptions")),
        new("subscriptions-share", FigureUnit.Share, static source => source.OfIncome(source.SpentOn("subscriptions"))),
        new("subscriptions-charged-twice", FigureUnit.Count, static source => source.ChargedTwice("subscriptions")),
        new("energy-a-month", FigureUnit.Money, static source => source.SpentOn("utilities")),
        new("energy-share", FigureUnit.Share, static source => source.OfIncome(source.SpentOn("utilities"))),
        new("insurance-a-month", FigureUnit.Money, static source => source.SpentOn("insurance")),
        new("insurers-paid", FigureUnit.Count, static source => source.Payees("insurance")),
        new("age", FigureUnit.Years, static source => source.Age, CanChange: false),
    ];

    private static readonly FrozenDictionary<string, Figure> ByName = All.ToFrozenDictionary(static f => f.Name, StringComparer.Ordinal);

    /// <summary>What repays borrowed money a month, a home's too.</summary>
    private static decimal? CreditPayments(FigureSource source) => source.SpentOn("loans") + source.SpentOn("mortgage");

    /// <summary>The figure of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The figure.</returns>
    public static Figure? Find(string name) => ByName.GetValueOrDefault(name);
}

/// <summary>One figure.</summary>
/// <param name="Name">Its name, kebab-case.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Of">Computes it; null where it is not known.</param>
/// <param name="CanChange">Whether a customer could do something about it.</param>
internal sealed record Figure(string Name, FigureUnit Unit, Func<FigureSource, decimal?> Of, bool CanChange = true);

/// <summary>What a figure counts.</summary>
internal enum FigureUnit
{
    /// <summary>Money, in the picture's currency.</summary>
    Money,

    /// <summary>A part; 1 is all.</summary>
    Share,

    /// <summary>Months.</summary>
    Months,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Years.</summary>
    Years,
}
