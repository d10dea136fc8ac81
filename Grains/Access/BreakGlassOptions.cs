using System.Collections.Frozen;

namespace Grains.Access;

/// <summary>
/// Who may break the glass: reach a customer for a purpose that the token does not hold and without a case, on a stated reason that an officer
/// reviews. Only purposes that rest on contract or law, never one that needs consent. Configuration section <c>BreakGlass</c>.
/// </summary>
internal sealed class BreakGlassOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "BreakGlass";

    /// <summary>How long one breaking lasts, for one caller and one customer; after it the next one is another to review.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(60);

    /// <summary>The client ids that may; none by default.</summary>
    public HashSet<string> Clients { get; init; } = [];
}
