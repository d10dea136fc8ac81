namespace Grains.Personalization;

/// <summary>How offers are chosen; configuration section <c>Personalization</c>.</summary>
internal sealed class PersonalizationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Personalization";

    /// <summary>What is asked of the options, and how to mend them.</summary>
    public const string Range =
        "Personalization:Exploration (Personalization__Exploration) is the share of places that explore, from 0 to 0.2; Personalization:RecordedWithin "
        + "(Personalization__RecordedWithin) is how long a decision may wait for its record to be written, from 00:00:01 to 01:00:00.";

    /// <summary>The share of an answer's places, 0 to 0.2, where chance may put another offer than the best, so that the bank learns what it would else
    /// never see; 0.05 by default. Always 0 for vulnerable customers.</summary>
    public double Exploration { get; set; } = 0.05;

    /// <summary>How long a decision may wait in memory for its record to be written; 5 minutes by default. What a crash can lose.</summary>
    public TimeSpan RecordedWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the options can be used.</summary>
    /// <param name="options">The options.</param>
    /// <returns>True where they can.</returns>
    public static bool IsInRange(PersonalizationOptions options) =>
        options.Exploration is >= 0 and <= 0.2 && options.RecordedWithin >= TimeSpan.FromSeconds(1) && options.RecordedWithin <= TimeSpan.FromHours(1);
}
