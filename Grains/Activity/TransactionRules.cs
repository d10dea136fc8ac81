using Grains.Catalog;
using Grains.Interfaces.Activity;

namespace Grains.Activity;

/// <summary>Judges a transaction as sent by itself; whether it is new is the window's to say.</summary>
internal static class TransactionRules
{
    /// <summary>A value of the wrong type, form or range.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>A currency that the catalogue does not declare.</summary>
    public const string UnknownCurrency = "unknown-currency";

    /// <summary>Booked before the account's floor.</summary>
    public const string TooOld = "too-old";

    /// <summary>Booked more than two days ahead of the clock.</summary>
    public const string InFuture = "in-future";

    /// <summary>Accounts kept of a customer at most; what is booked on one more is refused as a value that is wrong: what is remembered of one stays for good.</summary>
    public const int MostAccounts = 64;

    /// <summary>Category of what comes in and says no more.</summary>
    public const string Income = "income";

    /// <summary>Category of what goes out and says no more.</summary>
    public const string Uncategorised = "uncategorised";

    /// <summary>Category of what moves between the customer's own accounts.</summary>
    public const string Transfer = "transfer";

    /// <summary>Characters of an id at most.</summary>
    public const int LongestId = 64;

    private const decimal LargestAmount = 1_000_000_000_000;
    private const decimal LargestBalance = 1_000_000_000_000_000;

    // No currency of ISO 4217 has more than four digits; with these the largest sum still fits a decimal.
    private const int MostDecimals = 6;

    /// <summary>How far ahead of the clock a booking may be.</summary>
    public static TimeSpan MostAhead { get; } = TimeSpan.FromDays(2);

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    /// <summary>Reads a draft.</summary>
    /// <param name="draft">As sent.</param>
    /// <param name="catalogue">Currencies and categories.</param>
    /// <param name="fault">The reason where it is rejected; null else.</param>
    /// <returns>The transaction in the category that the <see cref="Categoriser"/> gives; null where rejected.</returns>
    public static TransactionView? Judge(TransactionDraft draft, Catalogue catalogue, out string? fault)
    {
        fault = InvalidValue;
        if (!IsId(draft.Id) || !IsId(draft.AccountId) || !BookingTime.TryParse(draft.BookedAt, out var bookedAt) || bookedAt < Earliest
            || draft.Amount is not { } amount || amount == 0 || Math.Abs(amount) > LargestAmount
            || draft.IsBalanceUnreadable || Math.Abs(draft.BalanceAfter ?? 0) > LargestBalance
            || !IsOptionalText(draft.Kind, 64) || !IsOptionalText(draft.Counterparty, 140) || !IsOptionalText(draft.Description, 280)
            || !IsOptionalText(draft.Mcc, 4) || Present(draft.Mcc) is { } mcc && !IsMcc(mcc)
            || !IsOptionalText(draft.Currency, int.MaxValue) || Present(draft.Currency) is not { } currency)
        {
            return null;
        }

        if (!catalogue.CurrencyDigits.TryGetValue(currency, out var digits))
        {
            fault = UnknownCurrency;
            return null;
        }

        var decimals = Math.Min(digits + 2, MostDecimals);
        if (!HasAtMost(decimals, amount) || !HasAtMost(decimals, draft.BalanceAfter ?? 0))
        {
            return null;
        }

        fault = null;
        return new()
        {
            Id = draft.Id!,
            AccountId = draft.AccountId!,
            BookedAt = bookedAt,
            Amount = amount,
            Currency = currency,
            Kind = Present(draft.Kind),
            Counterparty = Present(draft.Counterparty),
            Description = Present(draft.Description),
            Mcc = Present(draft.Mcc),
            BalanceAfter = draft.BalanceAfter,
            Category = catalogue.Categoriser.Of(amount, Present(draft.Mcc), Present(draft.Counterparty), Present(draft.Description), Present(draft.Kind)).Category,
        };
    }

    /// <summary>Whether an id can be one: 1 to 64 characters, not blank.</summary>
    public static bool IsId(string? id) => !string.IsNullOrWhiteSpace(id) && IsOptionalText(id, LongestId);

    private static string? Present(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static bool IsMcc(string text) =>
        text.Length == 4 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3]);

    private static bool HasAtMost(int decimals, decimal value) => decimal.Round(value, decimals) == value;

    /// <summary>Whether a text has no control characters, only whole characters, and not too many unless it is blank.</summary>
    private static bool IsOptionalText(string? text, int longest)
    {
        var length = 0;
        for (var i = 0; i < text?.Length; i++, length++)
        {
            if (char.IsControl(text[i]))
            {
                return false;
            }

            if (char.IsSurrogate(text[i]) && (++i == text.Length || !char.IsSurrogatePair(text[i - 1], text[i])))
            {
                return false;
            }
        }

        return length <= longest || string.IsNullOrWhiteSpace(text);
    }
}
