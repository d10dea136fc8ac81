namespace Grains.Activity;

/// <summary>Reads the date-time of RFC 3339, section 5.6: with a zone, any offset of its grammar, any number of decimals (cut to 100 ns).</summary>
internal static class BookingTime
{
    private const int ZoneAt = 19;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="moment">The moment in UTC; the last or first one there is where an offset leads beyond the calendar.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length <= ZoneAt || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
        {
            return false;
        }

        var zone = text[ZoneAt..];
        if (!TryTakeFraction(ref zone, out var fraction) || !TryReadOffset(zone, out var offset))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).Ticks - offset;

        // A leap second stands at the end of a UTC day only, and counts as the next day's first.
        if (second == 60 && (ticks + TimeSpan.TicksPerMinute) % TimeSpan.TicksPerDay != 0)
        {
            return false;
        }

        ticks += (second * TimeSpan.TicksPerSecond) + fraction;
        moment = new DateTimeOffset(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        return true;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> zone, out long ticks)
    {
        ticks = 0;
        if (zone[0] != '.')
        {
            return true;
        }

        var digits = zone[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 1)
        {
            return false;
        }

        var unit = TimeSpan.TicksPerSecond;
        foreach (var digit in zone.Slice(1, Math.Min(digits, 7)))
        {
            unit /= 10;
            ticks += (digit - '0') * unit;
        }

        zone = zone[(digits + 1)..];
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> zone, out long ticks)
    {
        ticks = 0;
        if (zone is "Z" or "z")
        {
            return true;
        }

        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':' || Number(zone[1..3]) is not (>= 0 and <= 23) || Number(zone[4..]) is not (>= 0 and <= 59))
        {
            return false;
        }

        ticks = ((Number(zone[1..3]) * 60) + Number(zone[4..])) * TimeSpan.TicksPerMinute * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    /// <summary>The number of two or four digits; -1 where one of them is no digit.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
