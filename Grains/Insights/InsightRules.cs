using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>Every type of insight that can be declared.</summary>
internal static class InsightRules
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<InsightRule> All =
    [
        new UnusualSpending(), new NewSubscription(), new PriceRise(), new SubscriptionEnded(), new DuplicateCharge(), new LowBalance(), new SalaryLate(),
        new IdleCash(), new SavingsRateChanged(), new AvoidableFee(), new MonthCompared(), new LargePaymentDue(), new GoalOnTrack(), new GoalOffTrack(),
        new RefundReceived(), new IncomeRose(), new FirstSalary(),
    ];

    private static readonly FrozenDictionary<string, InsightRule> ByType = All.ToFrozenDictionary(static r => r.Type, StringComparer.Ordinal);

    /// <summary>The rule of a type.</summary>
    /// <param name="type">The type's name.</param>
    /// <returns>Null where there is none.</returns>
    public static InsightRule? Find(string type) => ByType.GetValueOrDefault(type);
}
