using System.Globalization;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>Where a page of usage begins: first come the repeats that are only counted so far, then the entries of the log, newest first.</summary>
/// <param name="Counted">How many of the counted lines come before it.</param>
/// <param name="Before">Only entries of a lower index.</param>
internal readonly record struct UsagePlace(int Counted, long Before)
{
    /// <summary>Past every counted line.</summary>
    public const int PastCounted = int.MaxValue;

    /// <inheritdoc/>
    public override string ToString() => Counted == PastCounted
        ? Before.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"r{Counted}");
}

/// <summary>Judges a question about usage, whoever sent it.</summary>
internal static class UsageRules
{
    /// <summary>The most lines of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>What is wrong with a question.</summary>
    /// <param name="query">The question.</param>
    /// <returns>The refusal; null where it is in order.</returns>
    public static Refusal? Fault(UsageQuery query) =>
        query.Limit is < 1 or > MaxLimit ? Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {MaxLimit}"))
        : query.From > query.To ? Refusal.Invalid("to", "at or after from")
        : PlaceOf(query.After) is null ? Refusal.Invalid("after", "the next of the page before")
        : null;

    /// <summary>Reads the <c>next</c> of a page.</summary>
    /// <param name="after">The text; null for the first page.</param>
    /// <returns>The place; null where the text names none.</returns>
    public static UsagePlace? PlaceOf(string? after) => after switch
    {
        null => new UsagePlace(0, long.MaxValue),
        ['r', .. var counted] when int.TryParse(counted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new UsagePlace(number, long.MaxValue),
        _ when long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var before) => new UsagePlace(UsagePlace.PastCounted, before),
        _ => null,
    };
}
