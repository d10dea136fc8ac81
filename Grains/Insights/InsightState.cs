using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>What is remembered of a customer's insights: since when each holds, which they have seen off, which types they do not want.
/// At most 1.5 KiB serialized; says nothing of the money itself and knows no language.</summary>
[GenerateSerializer, Immutable, Alias("insight-state")]
internal sealed record InsightState
{
    /// <summary>The most insights that are remembered.</summary>
    public const int MostKnown = 40;

    /// <summary>Nothing is remembered.</summary>
    public static InsightState Empty { get; } = new();

    /// <summary>The insights that hold, and the acknowledged ones until they expire, by id.</summary>
    [Id(0)]
    public ImmutableArray<KnownInsight> Known { get; init; } = [];

    /// <summary>The types that are not shown.</summary>
    [Id(1)]
    public ImmutableArray<string> Muted { get; init; } = [];

    /// <summary>Whether nothing is remembered.</summary>
    public bool IsEmpty => Known.IsEmpty && Muted.IsEmpty;

    /// <summary>What is remembered of an insight.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>Null where nothing is.</returns>
    public KnownInsight? Find(ulong id)
    {
        foreach (var known in Known)
        {
            if (known.Id == id)
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>Stops showing a type.</summary>
    /// <param name="type">The type's name.</param>
    /// <param name="catalog">What is declared.</param>
    /// <returns>The next state, the same instance where it was muted before; null where no such type is declared.</returns>
    public InsightState? Mute(string type, InsightCatalog catalog) =>
        !catalog.Has(type) ? null : Muted.Contains(type) ? this : this with { Muted = Muted.RemoveAll(muted => !catalog.Has(muted)).Add(type) };

    /// <summary>Shows a type again.</summary>
    /// <param name="type">The type's name.</param>
    /// <param name="catalog">What is declared.</param>
    /// <returns>The next state, the same instance where it was not muted; null where no such type is declared.</returns>
    public InsightState? Unmute(string type, InsightCatalog catalog) =>
        !catalog.Has(type) ? null : !Muted.Contains(type) ? this : this with { Muted = Muted.Remove(type) };
}

/// <summary>What is remembered of one insight.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Since">Day number on which it became true.</param>
/// <param name="ExpiresAt">Day number of the first day on which it is not shown any more.</param>
/// <param name="IsAcknowledged">Whether the customer has seen it off.</param>
[GenerateSerializer, Immutable, Alias("known-insight")]
internal readonly record struct KnownInsight(
    [property: Id(0)] ulong Id, [property: Id(1)] int Since, [property: Id(2)] int ExpiresAt, [property: Id(3)] bool IsAcknowledged);
