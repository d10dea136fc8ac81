using System.Runtime.InteropServices;
using System.Text.Json;
using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;

namespace ApiHost.Profile;

/// <summary>Reads attributes as sent: <c>{"attributes":{name: value, …}}</c>. What a value may be is the catalogue's to judge.</summary>
internal static class ProfileReader
{
    private const int MaxAttributes = 1000;
    private static readonly AttributeValueConverter Converter = new();
    private static readonly Refusal TooLarge = new(ProblemCode.TooLarge, "Send at most 1,000 attributes at once.");
    private static readonly Refusal Missing = Refusal.Invalid("/attributes", "required: an object of attributes by name");

    /// <summary>Reads a whole profile.</summary>
    /// <param name="utf8">The body.</param>
    /// <returns>The draft.</returns>
    public static Input<ProfileDraft> Read(ReadOnlyMemory<byte> utf8) => StrictJson.Read(utf8, Read);

    /// <summary>Reads a merge patch (RFC 7396): as a whole profile, but the empty object changes nothing.</summary>
    /// <param name="utf8">The body.</param>
    /// <returns>The draft.</returns>
    public static Input<ProfileDraft> ReadPatch(ReadOnlyMemory<byte> utf8) => StrictJson.Read(utf8, static root =>
        root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == 0 ? new ProfileDraft([]) : Read(root));

    /// <summary>Reads the object that holds <c>attributes</c>.</summary>
    /// <param name="element">What stands where the object belongs.</param>
    /// <returns>The draft.</returns>
    public static Input<ProfileDraft> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return StrictJson.Malformed;
        }

        if (!element.TryGetProperty("attributes"u8, out var attributes))
        {
            return Missing;
        }

        if (attributes.ValueKind != JsonValueKind.Object)
        {
            return StrictJson.Malformed;
        }

        if (attributes.GetPropertyCount() > MaxAttributes)
        {
            return TooLarge;
        }

        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var attribute in attributes.EnumerateObject())
        {
            values[attribute.Name] = Value(attribute.Value);
        }

        return new ProfileDraft(values);
    }

    private static AttributeValue Value(JsonElement element)
    {
        try
        {
            var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
            reader.Read();
            return Converter.Read(ref reader, typeof(AttributeValue), JsonSerializerOptions.Default);
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate: refused by the attribute's name.
            return AttributeValue.Other;
        }
    }
}
