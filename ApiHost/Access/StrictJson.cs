using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>JSON as the contract takes it (RFC 8259 and I-JSON's rules for members): valid UTF-8, no duplicate members, nesting up to 32.
/// Whatever the bytes are, reading them ends in a value or a refusal, never in an exception.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The refusal of what is not JSON or has the wrong shape.</summary>
    public static Refusal Malformed { get; } = new(
        ProblemCode.MalformedRequest, "Send valid JSON of the shape that /openapi/v1.json describes: no duplicate members, nesting up to 32.");

    /// <summary>Parses bytes and reads the root while the document lives.</summary>
    /// <typeparam name="T">What the root becomes.</typeparam>
    /// <param name="utf8">The bytes; not kept.</param>
    /// <param name="read">Reads the root.</param>
    /// <returns>The input.</returns>
    public static Input<T> Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, Input<T>> read)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            return Malformed;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name with an unpaired surrogate.
            return Malformed;
        }
    }

    /// <summary>A string's text, unless an escape in it is an unpaired surrogate.</summary>
    /// <param name="element">A string.</param>
    /// <param name="text">Its text.</param>
    /// <returns>False where it is no text.</returns>
    public static bool TryText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
