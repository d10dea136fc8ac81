using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>
/// What suits a customer, judged before anything is ranked. The rules for credit stand in code and not in the catalogue: whatever a file
/// declares, credit is never advised or offered to who may not be able to carry it, to who is vulnerable or under any restriction, or to who is not known well enough to tell.
/// This decides about advice and what is suggested alone. Nobody is given or refused credit by it, and no figure or verdict of it leaves them.
/// </summary>
internal static class AdviceSuitability
{
    /// <summary>The attributes that list what guards a customer: what makes them vulnerable, and what the bank must not offer them.</summary>
    public static ImmutableArray<string> Safeguards { get; } = ["vulnerabilities", "restrictions"];

    /// <summary>The fewest months that must be known for anybody to be told of credit.</summary>
    public const int LeastMonths = 3;

    private const int AdultAge = 18;
    private const decimal LeastSavingsRate = 0.1m;
    private const decimal LeastReserve = 1;
    private const decimal MostCreditShare = 0.35m;

    /// <summary>Whether a rule suits a customer.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="safeguards">The flags that guard the customer, empty for none; null where the bank keeps no such flags. Then nothing is
    /// advised that any flag would forbid.</param>
    /// <param name="values">The figures by name; null where not known.</param>
    /// <returns>True where it does.</returns>
    public static bool Suits(this AdviceRule rule, ImmutableArray<string>? safeguards, Func<string, decimal?> values)
    {
        if (rule.Kind == AdviceKind.Credit)
        {
            return SuitsCredit(safeguards is { IsEmpty: true }, (double?)values("age"), CanCarryCredit(values));
        }

        return rule.UnsuitableFor.IsEmpty || (safeguards is { } known && !known.Any(flag => rule.UnsuitableFor.Contains(flag)));
    }

    /// <summary>Whether credit suits a customer, be it advised or offered.</summary>
    /// <param name="isUnguarded">Whether the bank keeps the flags that guard customers, and they have none.</param>
    /// <param name="age">Completed years; null or NaN where unknown.</param>
    /// <param name="canCarry">Whether their figures say that they could carry it.</param>
    /// <returns>True where it does.</returns>
    public static bool SuitsCredit(bool isUnguarded, double? age, bool canCarry) => isUnguarded && age >= AdultAge && canCarry;

    /// <summary>Whether figures say that credit could be carried. All must be known and hold, but for the forecast, which must not say that the account
    /// runs dry.</summary>
    /// <param name="values">The figures by name; null where not known.</param>
    /// <returns>True where they do.</returns>
    public static bool CanCarryCredit(Func<string, decimal?> values) =>
        values("months-known") >= LeastMonths && values("monthly-income") > 0
        && values("savings-rate") >= LeastSavingsRate && values("months-of-reserve") >= LeastReserve && values("balance") > 0
        && values("credit-payments-share") < MostCreditShare && !(values("lowest-balance-ahead") < 0);
}
