using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Profile;

/// <summary>The JSON kind of an attribute's value.</summary>
public enum AttributeKind
{
    /// <summary>A JSON null: in a patch, remove.</summary>
    Null,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A number that fits 28 significant digits.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list of text.</summary>
    List,

    /// <summary>Anything else that is JSON (an object, a mixed list, a number out of range): never valid, kept so that it can be refused by name.</summary>
    Other,
}

/// <summary>The value of one profile attribute, or what was sent for one. In JSON it is the bare value.</summary>
[GenerateSerializer, Immutable, Alias("attribute-value"), JsonConverter(typeof(AttributeValueConverter))]
public sealed record AttributeValue
{
    /// <summary>JSON null.</summary>
    public static readonly AttributeValue Null = new() { Kind = AttributeKind.Null };

    /// <summary>JSON that no attribute can hold.</summary>
    public static readonly AttributeValue Other = new() { Kind = AttributeKind.Other };

    /// <summary>Which of the members below holds the value.</summary>
    [Id(0)]
    public AttributeKind Kind { get; init; }

    /// <summary>The text, for <see cref="AttributeKind.Text"/>.</summary>
    [Id(1)]
    public string? Text { get; init; }

    /// <summary>The number, for <see cref="AttributeKind.Number"/>; also 0 or 1 for <see cref="AttributeKind.Flag"/>.</summary>
    [Id(2)]
    public decimal Number { get; init; }

    /// <summary>The items, for <see cref="AttributeKind.List"/>.</summary>
    [Id(3)]
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>A text value.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    public static AttributeValue Of(string text) => new() { Kind = AttributeKind.Text, Text = text };

    /// <summary>A number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The value.</returns>
    public static AttributeValue Of(decimal number) => new() { Kind = AttributeKind.Number, Number = number };

    /// <summary>A flag.</summary>
    /// <param name="flag">The flag.</param>
    /// <returns>The value.</returns>
    public static AttributeValue Of(bool flag) => new() { Kind = AttributeKind.Flag, Number = flag ? 1 : 0 };

    /// <summary>A list of text.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The value.</returns>
    public static AttributeValue Of(ImmutableArray<string> items) => new() { Kind = AttributeKind.List, Items = items };

    /// <inheritdoc/>
    public bool Equals(AttributeValue? other) =>
        other is not null && Kind == other.Kind && Text == other.Text && Number == other.Number && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Text, Number, Items.Length);

    /// <summary>Names the kind only: an attribute's value is personal and never printed.</summary>
    /// <returns>The kind's name.</returns>
    public override string ToString() => Kind.ToString();
}
