namespace Grains.Activity;

/// <summary>Which booking days of the window are forgotten: for each account, by code, the newest such day.</summary>
internal static class WindowRetention
{
    /// <summary>Booking days that stay, counted back from an account's newest, itself included; also days until a silent account is forgotten.</summary>
    public const int Days = 45;

    /// <summary>Transactions of a customer that stay, unless more are booked on the accounts' newest days.</summary>
    public const int Most = 512;

    /// <summary>How long after the last accepted transaction an account's others are forgotten.</summary>
    public const long SilenceSeconds = Days * 86_400L;

    private const int Nothing = int.MinValue;

    /// <summary>The days that age and the cap forget.</summary>
    /// <param name="window">The window.</param>
    /// <param name="accounts">How many account codes there are.</param>
    /// <returns>By account code, the newest day to forget; null where everything stays.</returns>
    public static int[]? Outdated(TransactionWindow window, int accounts)
    {
        var newest = new int[accounts];
        for (int at = 0, next; at < window.End; at = next)
        {
            var (account, day) = WindowEntry.PlaceOf(window.At(at, out next));
            newest[account] = Math.Max(newest[account], day);
        }

        var (kept, forgotten) = (0, 0);
        for (int at = 0, next; at < window.End; at = next)
        {
            var (account, day) = WindowEntry.PlaceOf(window.At(at, out next));
            _ = newest[account] - day < Days ? kept++ : forgotten++;
        }

        if (forgotten == 0 && kept <= Most)
        {
            return null;
        }

        var until = Array.ConvertAll(newest, day => day - Days);
        if (kept > Most)
        {
            ForgetOldest(window, newest, until, kept - Most);
        }

        return until;
    }

    /// <summary>The days that silence forgets: all of the accounts that received nothing for 45 days.</summary>
    /// <param name="window">The window.</param>
    /// <param name="accounts">The accounts by code.</param>
    /// <param name="now">Unix seconds.</param>
    /// <returns>By account code, the newest day to forget; null where everything stays.</returns>
    public static int[]? Silent(TransactionWindow window, HeldAccount[] accounts, long now)
    {
        int[]? until = null;
        for (int at = 0, next; at < window.End; at = next)
        {
            var (account, _) = WindowEntry.PlaceOf(window.At(at, out next));
            if (accounts[account].ReceivedAt + SilenceSeconds <= now)
            {
                if (until is null)
                {
                    until = new int[accounts.Length];
                    Array.Fill(until, Nothing);
                }

                until[account] = int.MaxValue;
            }
        }

        return until;
    }

    /// <summary>Moves the days up, the oldest day first and of one account at a time, until so many transactions less are kept. An
    /// account's newest day stays.</summary>
    private static void ForgetOldest(TransactionWindow window, int[] newest, int[] until, int surplus)
    {
        var candidates = new List<(int Day, int Account)>();
        for (int at = 0, next; at < window.End; at = next)
        {
            var (account, day) = WindowEntry.PlaceOf(window.At(at, out next));
            if (day > until[account] && day < newest[account])
            {
                candidates.Add((day, account));
            }
        }

        candidates.Sort();
        for (var i = 0; i < candidates.Count && (i < surplus || candidates[i] == candidates[i - 1]); i++)
        {
            until[candidates[i].Account] = candidates[i].Day;
        }
    }
}
