using System.Text.Json;

namespace Grains.Catalog;

/// <summary>A JSON value and the line it starts on: a parser of our own, because a fault is of no use without its place.</summary>
internal sealed class LinedJson
{
    /// <summary>The kind of value, by its first token.</summary>
    public required JsonTokenType Kind { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>A string's text, or a number's digits.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>An object's members, in the file's order.</summary>
    public List<(string Name, LinedJson Value)> Members { get; } = [];

    /// <summary>A list's items.</summary>
    public List<LinedJson> Items { get; } = [];

    /// <summary>Parses a whole file (RFC 8259: no comments, no trailing commas).</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="faults">Takes what is malformed.</param>
    /// <returns>The value; null where it is malformed.</returns>
    public static LinedJson? Parse(ReadOnlySpan<byte> utf8, FileFaults faults)
    {
        var cursor = new Cursor(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        try
        {
            cursor.Read();
            var value = cursor.Value(faults);
            cursor.Read();
            return value;
        }
        catch (JsonException malformed)
        {
            var message = malformed.Message;
            var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            faults.Add((int)(malformed.LineNumber ?? 0) + 1, "malformed JSON: " + (end < 0 ? message : message[..end]));
        }
        catch (InvalidOperationException)
        {
            faults.Add(cursor.Line, "malformed JSON: text that is not valid Unicode");
        }

        return null;
    }

    /// <summary>Reads tokens and counts lines beside them.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private Utf8JsonReader reader = new(utf8);
        private int counted;

        public int Line { get; private set; } = 1;

        public void Read()
        {
            if (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                Line += utf8[counted..start].Count((byte)'\n');
                counted = start;
            }
        }

        public LinedJson Value(FileFaults faults)
        {
            var kind = reader.TokenType;
            var value = new LinedJson { Kind = kind, Line = Line, Text = Scalar(kind) };
            if (kind == JsonTokenType.StartObject)
            {
                for (Read(); reader.TokenType != JsonTokenType.EndObject; Read())
                {
                    var name = reader.GetString()!;
                    if (value.Members.Exists(m => m.Name == name))
                    {
                        faults.Add(Line, $"\"{name}\" stands here twice");
                    }

                    Read();
                    value.Members.Add((name, Value(faults)));
                }
            }
            else if (kind == JsonTokenType.StartArray)
            {
                for (Read(); reader.TokenType != JsonTokenType.EndArray; Read())
                {
                    value.Items.Add(Value(faults));
                }
            }

            return value;
        }

        private readonly string Scalar(JsonTokenType kind) => kind switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            _ => string.Empty,
        };
    }
}
