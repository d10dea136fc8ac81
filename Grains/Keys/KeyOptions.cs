namespace Grains.Keys;

/// <summary>How the key-encryption key is rotated; configuration section <c>Keys</c>.</summary>
internal sealed class KeyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Keys";

    /// <summary>What is asked of <see cref="RotationPeriod"/>, and how to mend it.</summary>
    public const string Range = "Keys:RotationPeriod (Keys__RotationPeriod) is how long a key-encryption key wraps, from 01:00:00 to 366.00:00:00.";

    /// <summary>How long after its period a generation may live until its keys are re-wrapped and it is destroyed.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>How long a generation of the key-encryption key wraps before another takes its place; 30 days by default.</summary>
    public TimeSpan RotationPeriod { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether the options can be used.</summary>
    /// <param name="options">The options.</param>
    /// <returns>True where they can.</returns>
    public static bool IsInRange(KeyOptions options) => options.RotationPeriod >= TimeSpan.FromHours(1) && options.RotationPeriod <= TimeSpan.FromDays(366);
}
