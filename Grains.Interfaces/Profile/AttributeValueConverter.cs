using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Profile;

/// <summary>Reads and writes an <see cref="AttributeValue"/> as the bare JSON value.</summary>
public sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return AttributeValue.Null;
            case JsonTokenType.String: return AttributeValue.Of(reader.GetString()!);
            case JsonTokenType.True: return AttributeValue.Of(true);
            case JsonTokenType.False: return AttributeValue.Of(false);
            case JsonTokenType.Number: return reader.TryGetDecimal(out var number) ? AttributeValue.Of(number) : AttributeValue.Other;
            case JsonTokenType.StartArray: return ReadList(ref reader);
            default:
                reader.Skip();
                return AttributeValue.Other;
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        switch (value.Kind)
        {
            case AttributeKind.Text: writer.WriteStringValue(value.Text); break;
            case AttributeKind.Number: writer.WriteNumberValue(value.Number); break;
            case AttributeKind.Flag: writer.WriteBooleanValue(value.Number != 0); break;
            case AttributeKind.List:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    writer.WriteStringValue(item);
                }

                writer.WriteEndArray();
                break;
            default: writer.WriteNullValue(); break;
        }
    }

    private static AttributeValue ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        var textOnly = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                items.Add(reader.GetString()!);
            }
            else
            {
                textOnly = false;
                reader.Skip();
            }
        }

        return textOnly ? AttributeValue.Of(items.DrainToImmutable()) : AttributeValue.Other;
    }
}
