using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Insights;

/// <summary>A figure of an insight: a number or a text. In JSON it is the bare value.</summary>
/// <param name="Number">The number; 0 where it is a text.</param>
/// <param name="Text">The text; null where it is a number.</param>
[GenerateSerializer, Immutable, Alias("insight-figure"), JsonConverter(typeof(InsightFigureConverter))]
public readonly record struct InsightFigure([property: Id(0)] decimal Number, [property: Id(1)] string? Text)
{
    /// <summary>Says which kind it is, never its value, which is personal.</summary>
    /// <returns>The kind's name.</returns>
    public override string ToString() => Text is null ? nameof(Number) : nameof(Text);
}

/// <summary>Reads and writes an <see cref="InsightFigure"/> as the bare JSON value.</summary>
public sealed class InsightFigureConverter : JsonConverter<InsightFigure>
{
    /// <inheritdoc/>
    public override InsightFigure Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? new InsightFigure(reader.GetDecimal(), null) : new InsightFigure(0, reader.GetString() ?? string.Empty);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, InsightFigure value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Text is null)
        {
            writer.WriteNumberValue(value.Number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
