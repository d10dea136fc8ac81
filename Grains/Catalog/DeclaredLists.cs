using System.Collections.Immutable;
using System.Text.Json;

namespace Grains.Catalog;

/// <summary>Lists and objects of a declaration. A fault of an item is noted at the item's own line.</summary>
internal static class DeclaredLists
{
    /// <summary>A list of distinct texts; empty where absent.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <param name="judge">Says what is wrong with an item; null for nothing.</param>
    /// <returns>The texts.</returns>
    public static ImmutableArray<string> Texts(this DeclarationReader reader, string member, Func<string, string?>? judge = null)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in reader.Find(member, JsonTokenType.StartArray, "a list")?.Items ?? [])
        {
            var fault = item.Kind != JsonTokenType.String || string.IsNullOrWhiteSpace(item.Text) ? "must be a list of texts"
                : texts.Contains(item.Text) ? $"names \"{item.Text}\" twice"
                : judge?.Invoke(item.Text);
            if (fault is not null)
            {
                reader.Faults.Add(item.Line, $"\"{member}\" {fault}");
            }

            texts.Add(item.Text);
        }

        return texts.DrainToImmutable();
    }

    /// <summary>A list of distinct texts, not empty; null where absent.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <param name="judge">Says what is wrong with an item; null for nothing.</param>
    /// <returns>The texts.</returns>
    public static ImmutableArray<string>? OptionalTexts(this DeclarationReader reader, string member, Func<string, string?>? judge = null)
    {
        if (reader.Find(member, null, string.Empty) is null)
        {
            return null;
        }

        var texts = reader.Texts(member, judge);
        reader.Require(!texts.IsEmpty, member, "must not be empty");
        return texts;
    }

    /// <summary>A list of objects; empty where absent.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <param name="isRequired">Whether there must be one at least.</param>
    /// <returns>A reader of each.</returns>
    public static IEnumerable<DeclarationReader> Objects(this DeclarationReader reader, string member, bool isRequired = false)
    {
        var items = reader.Find(member, JsonTokenType.StartArray, "a list")?.Items ?? [];
        if (isRequired && items.Count == 0)
        {
            reader.Fault(member, $"\"{member}\" must be a list of at least one");
        }

        foreach (var item in items)
        {
            if (item.Kind == JsonTokenType.StartObject)
            {
                yield return new DeclarationReader(item, reader.Faults);
            }
            else
            {
                reader.Faults.Add(item.Line, $"\"{member}\" must be a list of objects");
            }
        }
    }

    /// <summary>An object; null where absent.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <returns>A reader of it.</returns>
    public static DeclarationReader? Object(this DeclarationReader reader, string member) =>
        reader.Find(member, JsonTokenType.StartObject, "an object") is { } found ? new DeclarationReader(found, reader.Faults) : null;

    /// <summary>A text in several languages; null where absent.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <returns>The texts by language.</returns>
    public static ImmutableDictionary<string, string>? OptionalTitles(this DeclarationReader reader, string member)
    {
        if (reader.Object(member) is not { } titles)
        {
            return null;
        }

        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var language in titles.Members)
        {
            titles.Require(DeclaredForms.LanguageFault(language) is null, language, DeclaredForms.LanguageReason);
            texts[language] = titles.Text(language);
        }

        titles.Done();
        return texts.ToImmutable();
    }

    /// <summary>An object of finite numbers; empty where absent.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <param name="judge">Says what is wrong with a name and its number; null for nothing.</param>
    /// <returns>The numbers by name.</returns>
    public static Dictionary<string, double> Numbers(this DeclarationReader reader, string member, Func<string, double, string?> judge)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Find(member, JsonTokenType.StartObject, "an object")?.Members ?? [])
        {
            var number = value.Kind == JsonTokenType.Number ? DeclaredScalars.Finite(value) : null;
            if ((number is { } finite ? judge(name, finite) : "must be a number that a double can hold") is { } fault)
            {
                reader.Faults.Add(value.Line, $"\"{name}\" {fault}");
            }

            numbers[name] = number ?? 0;
        }

        return numbers;
    }
}
