using System.Collections.Immutable;
using Grains.Interfaces.Keys;

namespace Grains.Keys;

/// <summary>What the generations of the key-encryption key, as the store knows them, ask to be done next.</summary>
/// <param name="generations">Oldest first.</param>
/// <param name="period">How long a generation wraps.</param>
internal sealed class KeyRotationPlan(IReadOnlyList<KeyGenerationRow> generations, TimeSpan period)
{
    /// <summary>The generation that wraps.</summary>
    public KeyGenerationRow Current => generations.Last(static g => g.RetiredAt is null);

    /// <summary>Those whose keys are to be re-wrapped, or that are to be destroyed.</summary>
    public IEnumerable<KeyGenerationRow> Retiring => generations.Where(static g => g is { RetiredAt: not null, DestroyedAt: null });

    /// <summary>Whether a rotation is under way.</summary>
    public bool IsRunning => Retiring.Any();

    /// <summary>When the current generation's period ends, UTC.</summary>
    public DateTimeOffset RotatesAt => Current.Since + period;

    /// <summary>When at the latest a generation is destroyed, and with it what only it could unwrap.</summary>
    /// <param name="generation">Its id; null where it is not known any more: then the current one, which lives longest.</param>
    /// <param name="now">Now.</param>
    /// <returns>The instant, UTC.</returns>
    public DateTimeOffset DestroyedBy(string? generation, DateTimeOffset now) => generations.FirstOrDefault(g => g.Id == generation) switch
    {
        { DestroyedAt: { } destroyed } => destroyed,
        { RetiredAt: not null } => now + KeyOptions.Margin,
        _ => (RotatesAt > now ? RotatesAt : now) + KeyOptions.Margin,
    };

    /// <summary>The generations as an operator sees them.</summary>
    /// <returns>The view.</returns>
    public KeyOverview Overview() => new([.. generations.Select(static g => new KeyGenerationView(g.Id, StateOf(g), g.Since, g.Keys) { RetiredAt = g.RetiredAt, DestroyedAt = g.DestroyedAt })], RotatesAt);

    /// <summary>A rotation, by the id of the generation that it brought.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The view; null where there was no such rotation.</returns>
    public KeyRotation? Rotation(string id)
    {
        var at = generations.ToList().FindIndex(g => g.Id == id);
        if (at < 1)
        {
            return null; // the first generation came with the platform
        }

        var before = generations.Take(at).ToImmutableArray();
        var left = before.Where(static g => g.DestroyedAt is null).ToImmutableArray();
        var remaining = left.Sum(static g => g.Keys);
        return new KeyRotation(id, left.IsEmpty ? "done" : "running", generations[at].Since, generations[at].Keys, remaining)
        {
            FinishedAt = left.IsEmpty ? before.Max(static g => g.DestroyedAt) : null,
        };
    }

    private static string StateOf(KeyGenerationRow generation) => generation switch
    {
        { DestroyedAt: not null } => "destroyed",
        { RetiredAt: not null } => "retiring",
        _ => "current",
    };
}
