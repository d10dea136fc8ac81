namespace Grains.Insights;

/// <summary>When a stream went to the level of amounts it has now.</summary>
internal static class LevelChange
{
    /// <summary>The day of the first payment at the new level: the same on whichever day it is asked, so that a change is told once.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>Day number; null where the level is not known to have changed.</returns>
    public static int? Day(Evidence evidence, RecurringStream stream) =>
        stream.Status != StreamStatus.Mature || stream.PreviousAmount is not { } previous || stream.Last > evidence.Today
            || previous == 0 || stream.LastAmount == previous || previous > 0 != stream.LastAmount > 0 ? null : stream.ChangedOn;
}
