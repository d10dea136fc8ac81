namespace Grains.Activity;

/// <summary>
/// Text as the bank's patterns and the text classifier see it: words of lower-case letters without their marks, and of digits, a space before,
/// between and behind them; fields apart by <see cref="Break"/>. So "Žabka s.r.o." is " zabka s r o ".
/// </summary>
internal static class FoldedText
{
    /// <summary>Characters that are looked at of a transaction; the contract's longest texts in ordinary letters fit.</summary>
    public const int Longest = 512;

    /// <summary>Stands between fields, so that no pattern reaches from one into the next.</summary>
    public const char Break = '\n';

    /// <summary>A combining mark, which is dropped.</summary>
    private const char Mark = '\0';

    /// <summary>U+00C0 to U+017F without their marks.</summary>
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
        + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Folds a field behind those before it.</summary>
    /// <param name="text">As received; nothing is written where it is empty.</param>
    /// <param name="folded">Takes the text.</param>
    /// <param name="length">How much of it is taken.</param>
    /// <returns>How much is taken then; what does not fit is left out.</returns>
    public static int Append(ReadOnlySpan<char> text, Span<char> folded, int length)
    {
        if (text.IsEmpty || length + 3 > folded.Length)
        {
            return length;
        }

        if (length > 0)
        {
            folded[length++] = Break;
        }

        folded[length++] = ' ';
        foreach (var c in text)
        {
            var letter = Fold(c);
            if (letter == Mark || (letter == ' ' && folded[length - 1] == ' '))
            {
                continue;
            }

            if (length >= folded.Length - 2)
            {
                break;
            }

            folded[length++] = letter;
            if (c is 'ß' or 'ẞ')
            {
                folded[length++] = 's';
                length = Math.Min(length, folded.Length - 2);
            }
        }

        if (folded[length - 1] != ' ')
        {
            folded[length++] = ' ';
        }

        return length;
    }

    private static char Fold(char c) => c switch
    {
        >= 'a' and <= 'z' or >= '0' and <= '9' => c,
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        < 'À' => ' ',
        <= 'ſ' => Latin[c - 'À'],
        'ẞ' => 's',
        >= '\u0300' and <= '\u036F' => Mark,
        _ => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ',
    };
}
