namespace Grains.Activity;

/// <summary>Which booking days of the window are forgotten (for each account, by code, the newest such day), and the forgetting.</summary>
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

    /// <summary>Forgets days whole, and moves the floors behind them.</summary>
    /// <param name="window">The window.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="until">By account code, the newest day to forget; null for nothing.</param>
    public static void Forget(TransactionWindow window, AccountTable accounts, int[]? until)
    {
        if (until is null)
        {
            return;
        }

        var forgotten = new (int First, int Last)[until.Length];
        window.Keep(entry =>
        {
            var (account, day) = WindowEntry.PlaceOf(entry);
            if (day > until[account])
            {
                return true;
            }

            var (first, last) = forgotten[account];
            forgotten[account] = (first == 0 ? day : Math.Min(first, day), Math.Max(last, day));
            return false;
        });
        for (var account = 0; account < until.Length; account++)
        {
            if (forgotten[account].Last > 0)
            {
                var held = accounts[account];
                accounts[account] = held with
                {
                    Floor = Math.Max(held.Floor, forgotten[account].Last + 1),
                    First = held.First == 0 ? forgotten[account].First : held.First,
                };
            }
        }
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

        // The last of the surplus takes its whole day with it.
        candidates.Sort();
        for (var i = 0; i < Math.Min(surplus, candidates.Count); i++)
        {
            until[candidates[i].Account] = candidates[i].Day;
        }
    }
}
