using System.Collections.Immutable;

namespace Grains.Catalog;

/// <summary>What is said to customers, in their language where the catalogue has it, else in English.</summary>
internal static class DeclaredWords
{
    /// <summary>The language that stands in for those that are not there.</summary>
    public const string Default = "en";

    /// <summary>A required text in several languages, English among them.</summary>
    /// <param name="reader">The declaration.</param>
    /// <param name="member">The member.</param>
    /// <returns>The texts by language.</returns>
    public static ImmutableDictionary<string, string> Words(this DeclarationReader reader, string member)
    {
        var texts = reader.OptionalTitles(member) ?? reader.Absent(member, ImmutableDictionary<string, string>.Empty);
        reader.Require(texts.ContainsKey(Default), member, "must have a text in English (en), which stands in for other languages");
        return texts;
    }

    /// <summary>The text for a language: its own, that of the language it is a variety of, else English.</summary>
    /// <param name="texts">The texts by language.</param>
    /// <param name="language">BCP 47, in any case; null where unknown.</param>
    /// <returns>The text.</returns>
    public static string In(this ImmutableDictionary<string, string> texts, string? language) => texts[texts.LanguageFor(language)];

    /// <summary>The language of the texts that serves a language best.</summary>
    /// <param name="texts">The texts by language.</param>
    /// <param name="language">BCP 47, in any case; null where unknown.</param>
    /// <returns>One that there are texts in.</returns>
    public static string LanguageFor(this ImmutableDictionary<string, string> texts, string? language)
    {
        var own = language?.ToLowerInvariant() ?? Default;
        return texts.ContainsKey(own) ? own : own.Split('-')[0] is var wider && texts.ContainsKey(wider) ? wider : Default;
    }
}
