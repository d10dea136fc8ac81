namespace Grains.Insights;

/// <summary>What counts as income.</summary>
internal static class Income
{
    /// <summary>The category that the platform's own rules give to it.</summary>
    public const string Category = "income";
}
