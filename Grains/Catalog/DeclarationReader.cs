using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Grains.Catalog;

/// <summary>
/// Reads one object of a catalogue file member by member. Every fault is noted and a harmless value stands in, so that one pass finds them
/// all; <see cref="Done"/> then names the members nobody asked for.
/// </summary>
internal sealed partial class DeclarationReader(LinedJson json, FileFaults faults)
{
    private readonly HashSet<string> known = [];
    private readonly HashSet<string> faulty = [];

    /// <summary>A required text that is not blank.</summary>
    public string Text(string member) => OptionalText(member) ?? Absent(member, string.Empty);

    /// <summary>A text that is not blank; null where absent.</summary>
    public string? OptionalText(string member)
    {
        if (Find(member, JsonTokenType.String, "a text") is not { } found)
        {
            return null;
        }

        Require(!string.IsNullOrWhiteSpace(found.Text), member, "must not be blank");
        return found.Text;
    }

    /// <summary>A required kebab-case id.</summary>
    public string Id(string member)
    {
        var id = Text(member);
        Require(KebabCase().IsMatch(id), member, "must be lower case letters, digits and single hyphens, at most 64");
        return id;
    }

    /// <summary>A text of a closed list.</summary>
    public string OneOf(string member, string? fallback, params ReadOnlySpan<string> values)
    {
        var text = fallback is null ? Text(member) : OptionalText(member) ?? fallback;
        Require(values.Contains(text), member, $"must be one of {string.Join(", ", values)}");
        return text;
    }

    /// <summary>A required ISO 8601 duration above zero.</summary>
    public string Duration(string member) => OptionalDuration(member) ?? Absent(member, string.Empty);

    /// <summary>An ISO 8601 duration above zero; null where absent.</summary>
    public string? OptionalDuration(string member)
    {
        var text = OptionalText(member);
        Require(text is null || Iso8601.IsPositiveDuration(text), member, "must be an ISO 8601 duration above zero, for example P2Y");
        return text;
    }

    /// <summary>A flag; false where absent.</summary>
    public bool Flag(string member)
    {
        var found = Find(member, null, "true or false");
        Require(found is null || found.Kind is JsonTokenType.True or JsonTokenType.False, member, "must be true or false");
        return found?.Kind == JsonTokenType.True;
    }

    /// <summary>A required finite number.</summary>
    public double Number(string member) =>
        Find(member, JsonTokenType.Number, "a number") is { } found ? Finite(found, member) : Absent(member, 0.0);

    /// <summary>A number that fits a decimal; null where absent.</summary>
    public decimal? Bound(string member)
    {
        if (Find(member, JsonTokenType.Number, "a number") is not { } found)
        {
            return null;
        }

        var fits = decimal.TryParse(found.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound);
        Require(fits, member, "must be a number of at most 28 digits");
        return bound;
    }

    /// <summary>A whole number within limits; the fallback where absent.</summary>
    public int Integer(string member, int fallback, int least, int most)
    {
        if (Find(member, JsonTokenType.Number, "a number") is not { } found)
        {
            return fallback;
        }

        var whole = int.TryParse(found.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        var limits = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}");
        Require(whole && number >= least && number <= most, member, limits);
        return number;
    }

    /// <summary>A list of distinct texts; empty where absent.</summary>
    /// <param name="member">The member.</param>
    /// <param name="judge">Says what is wrong with an item; null for nothing.</param>
    /// <returns>The texts.</returns>
    public ImmutableArray<string> Texts(string member, Func<string, string?>? judge = null)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in Find(member, JsonTokenType.StartArray, "a list")?.Items ?? [])
        {
            var fault = item.Kind != JsonTokenType.String || string.IsNullOrWhiteSpace(item.Text) ? "must be a list of texts"
                : texts.Contains(item.Text) ? $"names \"{item.Text}\" twice"
                : judge?.Invoke(item.Text);
            if (fault is not null)
            {
                faults.Add(item.Line, $"\"{member}\" {fault}");
            }

            texts.Add(item.Text);
        }

        return texts.DrainToImmutable();
    }

    /// <summary>A list of texts; null where absent.</summary>
    public ImmutableArray<string>? OptionalTexts(string member, Func<string, string?>? judge = null)
    {
        if (Find(member, null, "a list") is null)
        {
            return null;
        }

        var texts = Texts(member, judge);
        Require(!texts.IsEmpty, member, "must not be empty");
        return texts;
    }

    /// <summary>A list of objects; empty where absent.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isRequired">Whether there must be one at least.</param>
    /// <returns>A reader of each.</returns>
    public IEnumerable<DeclarationReader> Objects(string member, bool isRequired = false)
    {
        var items = Find(member, JsonTokenType.StartArray, "a list")?.Items ?? [];
        if (isRequired && items.Count == 0)
        {
            Absent(member, 0);
        }

        foreach (var item in items)
        {
            if (item.Kind == JsonTokenType.StartObject)
            {
                yield return new DeclarationReader(item, faults);
            }
            else
            {
                faults.Add(item.Line, $"\"{member}\" must be a list of objects");
            }
        }
    }

    /// <summary>An object of finite numbers; empty where absent.</summary>
    /// <param name="member">The member.</param>
    /// <param name="judge">Says what is wrong with a name and its number; null for nothing.</param>
    /// <returns>The numbers by name.</returns>
    public Dictionary<string, double> Numbers(string member, Func<string, double, string?> judge)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in Find(member, JsonTokenType.StartObject, "an object")?.Members ?? [])
        {
            var isNumber = value.Kind == JsonTokenType.Number;
            var number = isNumber ? Finite(value, name) : 0;
            if ((isNumber ? judge(name, number) : "must be a number") is { } fault)
            {
                faults.Add(value.Line, $"\"{name}\" {fault}");
            }

            numbers[name] = number;
        }

        return numbers;
    }

    /// <summary>Notes a fault at a member, or at the object where the member is absent.</summary>
    public void Require(bool holds, string member, string reason)
    {
        if (!holds)
        {
            Fault(member, $"\"{member}\" {reason}");
        }
    }

    /// <summary>Notes a fault of the object at a member's line; only the first of each member, since others follow from it.</summary>
    public void Fault(string member, string reason)
    {
        if (faulty.Add(member))
        {
            faults.Add(json.Members.Find(m => m.Name == member).Value?.Line ?? json.Line, reason);
        }
    }

    /// <summary>Notes that a list lacks an entry.</summary>
    public void Missing(string member, string entry) =>
        faults.Add(json.Members.Find(m => m.Name == member).Value?.Line ?? json.Line, $"\"{member}\" misses {entry}");

    /// <summary>Notes the members that nobody asked for.</summary>
    public void Done()
    {
        foreach (var (name, value) in json.Members)
        {
            if (!known.Contains(name))
            {
                faults.Add(value.Line, $"unknown member \"{name}\"; known are {string.Join(", ", known)}");
            }
        }
    }

    [GeneratedRegex("^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    private LinedJson? Find(string member, JsonTokenType? kind, string expected)
    {
        known.Add(member);
        var found = json.Members.Find(m => m.Name == member).Value;
        if (found is not null && kind is not null && found.Kind != kind)
        {
            Fault(member, $"\"{member}\" must be {expected}");
            return new LinedJson { Kind = kind.Value, Line = found.Line };
        }

        return found;
    }

    private T Absent<T>(string member, T standIn)
    {
        Fault(member, $"misses the member \"{member}\"");
        return standIn;
    }

    private double Finite(LinedJson value, string member)
    {
        if (double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        if (faulty.Add(member))
        {
            faults.Add(value.Line, $"\"{member}\" must be a number that a double can hold");
        }

        return 1;
    }
}
