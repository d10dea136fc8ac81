namespace Grains.Interfaces.Insights;

/// <summary>What a customer said they want to have put aside: a stated preference, never inferred.</summary>
/// <param name="Amount">What all their accounts in the currency are to hold together; above 0.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="By">The day by which.</param>
[GenerateSerializer, Immutable, Alias("savings-goal")]
public sealed record SavingsGoal([property: Id(0)] decimal Amount, [property: Id(1)] string Currency, [property: Id(2)] DateOnly By);
