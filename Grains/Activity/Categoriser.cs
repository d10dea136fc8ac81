using System.Collections.Frozen;

namespace Grains.Activity;

/// <summary>How a transaction's category was found; the earlier stands above the later. Above all of them stands the customer's own correction,
/// which <see cref="RememberedCategories"/> keeps.</summary>
internal enum CategorySource : byte
{
    /// <summary>By the merchant category code.</summary>
    MerchantCode,

    /// <summary>By a pattern that the bank declares.</summary>
    Pattern,

    /// <summary>By the text classifier, which was sure enough.</summary>
    Classifier,

    /// <summary>By nothing but the sign of the amount.</summary>
    None,
}

/// <summary>Finds the category of a transaction looked at by itself. Made once of a catalogue.</summary>
/// <param name="byMcc">Category id by ISO 18245 merchant category code.</param>
/// <param name="patterns">The bank's patterns.</param>
/// <param name="classifier">The learned model; null for none.</param>
internal sealed class Categoriser(FrozenDictionary<string, string> byMcc, CategoryPatterns patterns, TextClassifier? classifier)
{
    /// <summary>Finds a category. How it was paid counts only where counterparty and description say nothing.</summary>
    /// <param name="amount">Signed as booked; not 0.</param>
    /// <param name="mcc">Merchant category code; null where absent.</param>
    /// <param name="counterparty">As received; null where absent.</param>
    /// <param name="description">As received; null where absent.</param>
    /// <param name="kind">As received; null where absent.</param>
    /// <returns>The category's id, and how it was found.</returns>
    public (string Category, CategorySource Source) Of(decimal amount, string? mcc, string? counterparty, string? description, string? kind)
    {
        if (mcc is not null && byMcc.TryGetValue(mcc, out var category))
        {
            return (category, CategorySource.MerchantCode);
        }

        Span<char> folded = stackalloc char[FoldedText.Longest];
        var named = FoldedText.Append(description, folded, FoldedText.Append(counterparty, folded, 0));
        var length = FoldedText.Append(kind, folded, named);
        return (patterns.Find(folded[..named], amount > 0) ?? patterns.Find(folded[named..length], amount > 0)) is { } declared
                ? (declared, CategorySource.Pattern)
            : amount > 0 ? (TransactionRules.Income, CategorySource.None)
            : classifier?.Of(folded[..named]) is { } learned ? (learned, CategorySource.Classifier)
            : (TransactionRules.Uncategorised, CategorySource.None);
    }
}
