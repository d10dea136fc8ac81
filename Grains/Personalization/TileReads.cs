using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>The platform's own reads that can stand behind a tile: using them is what counts as using the tile.</summary>
internal static class TileReads
{
    /// <summary>All of them: the name that a tile declares, and what the audit log calls the method.</summary>
    public static ImmutableArray<(string Id, string Operation)> All { get; } =
    [
        ("transactions", "activity.read"),
        ("recommendations", "personalization.recommend"),
        ("advice", "advice.advise"),
        ("insights", "insights.find"),
        ("spending", "insights.spending"),
        ("recurring", "insights.recurring"),
        ("forecast", "insights.forecast"),
    ];

    private static readonly FrozenDictionary<string, int> ByOperation =
        All.Select(static (read, i) => (read.Operation, i)).ToFrozenDictionary(static r => r.Operation, static r => r.i, StringComparer.Ordinal);

    /// <summary>The read that a method is.</summary>
    /// <param name="operation">What the audit log calls the method.</param>
    /// <returns>Its index in <see cref="All"/>; -1 where it is none.</returns>
    public static int IndexOf(string operation) => ByOperation.TryGetValue(operation, out var index) ? index : -1;
}
