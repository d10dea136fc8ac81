namespace Grains.Due;

/// <summary>How what is due is looked for; configuration section <c>Due</c>.</summary>
internal sealed class DueOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Due";

    /// <summary>What is asked of <see cref="Period"/>, and how to mend it.</summary>
    public const string Range = "Due:Period (Due__Period) is the time between two sweeps, from 00:00:01 to 1.00:00:00.";

    /// <summary>How long between two sweeps; 10 minutes by default.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the options can be used.</summary>
    /// <param name="options">The options.</param>
    /// <returns>True where they can.</returns>
    public static bool IsInRange(DueOptions options) => options.Period >= TimeSpan.FromSeconds(1) && options.Period <= TimeSpan.FromDays(1);
}
