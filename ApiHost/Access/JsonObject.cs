using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>A small JSON object as sent, read member by member: a shape that is wrong is malformed, a scalar that is wrong is a fault with its pointer.</summary>
internal sealed class JsonObject
{
    private const int MaxItems = 1000;
    private readonly JsonElement root;
    private readonly ImmutableArray<Fault>.Builder faults = ImmutableArray.CreateBuilder<Fault>();
    private bool isMalformed;

    private JsonObject(JsonElement root) => this.root = root;

    /// <summary>A parser of bodies that are one object.</summary>
    /// <typeparam name="T">What the object becomes.</typeparam>
    /// <param name="make">Makes it from the members.</param>
    /// <returns>The parser.</returns>
    public static Func<ReadOnlyMemory<byte>, Input<T>> Reader<T>(Func<JsonObject, T> make) => utf8 => StrictJson.Read(utf8, root => Read(root, make));

    /// <summary>Reads an object inside a document.</summary>
    /// <typeparam name="T">What the object becomes.</typeparam>
    /// <param name="element">What stands where the object belongs.</param>
    /// <param name="make">Makes it from the members.</param>
    /// <returns>The input; pointers count from the object.</returns>
    public static Input<T> Read<T>(JsonElement element, Func<JsonObject, T> make)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return StrictJson.Malformed;
        }

        var read = new JsonObject(element);
        var value = make(read);
        return read.isMalformed ? StrictJson.Malformed : read.faults.Count > 0 ? Refusal.Invalid(read.faults.DrainToImmutable()) : value;
    }

    /// <summary>A member that is text; null where absent or null.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The text.</returns>
    public string? Text(string name) => Member(name) is { } member ? Text(member, "/" + name) : null;

    /// <summary>A member that is true or false; null where absent or null.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The flag.</returns>
    public bool? Flag(string name)
    {
        switch (Member(name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Object or JsonValueKind.Array:
                isMalformed = true;
                return null;
            default:
                faults.Add(new Fault("/" + name, "must be true or false"));
                return null;
        }
    }

    /// <summary>A member that must be there and be text.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The text; empty where it is at fault.</returns>
    public string Required(string name)
    {
        if (Member(name) is not { } member)
        {
            faults.Add(new Fault("/" + name, "required"));
            return string.Empty;
        }

        return Text(member, "/" + name) ?? string.Empty;
    }

    /// <summary>A member that is a list of text; null where absent or null.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The items.</returns>
    public ImmutableArray<string>? Texts(string name)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        if (member.ValueKind != JsonValueKind.Array)
        {
            isMalformed = true;
            return null;
        }

        if (member.GetArrayLength() > MaxItems)
        {
            faults.Add(new Fault("/" + name, "at most 1,000 items"));
            return null;
        }

        var items = ImmutableArray.CreateBuilder<string>(member.GetArrayLength());
        foreach (var item in member.EnumerateArray())
        {
            items.Add(Text(item, string.Create(CultureInfo.InvariantCulture, $"/{name}/{items.Count}")) ?? string.Empty);
        }

        return items.DrainToImmutable();
    }

    /// <summary>A member that is an instant (RFC 3339, with <c>Z</c> or an offset); null where absent or null.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The instant, UTC.</returns>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Instants.TryRead(text, out var at))
        {
            return at;
        }

        faults.Add(new Fault("/" + name, Instants.Expected));
        return null;
    }

    private JsonElement? Member(string name) =>
        root.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private string? Text(JsonElement member, string pointer)
    {
        if (member.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            isMalformed = true;
            return null;
        }

        if (member.ValueKind == JsonValueKind.String && StrictJson.TryText(member, out var text))
        {
            return text;
        }

        faults.Add(new Fault(pointer, "must be text"));
        return null;
    }
}
