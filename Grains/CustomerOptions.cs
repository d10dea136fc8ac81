namespace Grains;

/// <summary>How long customers stay in memory; configuration section <c>Customers</c>.</summary>
internal sealed class CustomerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Customers";

    /// <summary>What is asked of <see cref="IdleAge"/>, and how to mend it.</summary>
    public const string Range = "Customers:IdleAge (Customers__IdleAge) is how long a customer who is not asked for stays in memory, from 00:00:02 to 1.00:00:00.";

    /// <summary>How long a customer's key and what it opened stay in memory after the last call; 15 minutes by default. Who is to go is looked for once a minute,
    /// or twice within a shorter age.</summary>
    public TimeSpan IdleAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether the options can be used.</summary>
    /// <param name="options">The options.</param>
    /// <returns>True where they can.</returns>
    public static bool IsInRange(CustomerOptions options) => options.IdleAge >= TimeSpan.FromSeconds(2) && options.IdleAge <= TimeSpan.FromDays(1);
}
