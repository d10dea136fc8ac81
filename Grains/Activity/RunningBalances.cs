using System.Runtime.InteropServices;

namespace Grains.Activity;

/// <summary>
/// Carries balances on: a booking that comes without one moves the newest known balance of its account and currency by its amount. The days
/// that the window holds of an account follow from its bookings, whatever the order in which they came, and from the balance before them;
/// the days before are as they were.
/// </summary>
internal sealed class RunningBalances(ActivitySection section, TransactionWindow window, AccountTable accounts, PackedWriter writer)
{
    private readonly BalanceTrack track = new(section.Balances, writer);
    private readonly HashSet<(int Account, int Currency)> unsettled = [];

    /// <summary>Whether anything differs from the section's track.</summary>
    public bool HasChanged => track.HasChanged;

    /// <summary>Takes in a booking that the window holds already. Only what comes behind the newest known day is settled at once.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="day">The booking day.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="balance">The balance after it; null where none came.</param>
    public void Fold(int account, int currency, int day, decimal amount, decimal? balance)
    {
        if (track.Newest(account, currency) is not { } newest)
        {
            if (balance is not null)
            {
                unsettled.Add((account, currency));
            }
        }
        else if (day < newest.Day)
        {
            unsettled.Add((account, currency));
        }
        else
        {
            var known = day > newest.Day ? balance : Ends(account, currency, day, before: null) is [var end] ? end.Amount : null;
            track.Set(account, currency, day, known ?? (newest.Amount + amount));
        }
    }

    /// <summary>Works out again what a booking could have changed that came out of order. To be done once all of a batch is folded, and before
    /// anything is forgotten.</summary>
    public void Settle()
    {
        foreach (var (account, currency) in unsettled)
        {
            Settle(account, currency);
        }

        unsettled.Clear();
    }

    /// <summary>Works out again what the window's bookings in a currency say of an account.</summary>
    public void Settle(int account, int currency)
    {
        var floor = accounts[account].Floor;
        var before = new BalanceTrack(section.Balances, writer).ToBalances()
            .FindAll(known => known.Account == account && known.Currency == currency && known.Day < floor);
        var days = Ends(account, currency, only: null, before.Count > 0 ? before[0].Amount : null);
        days.Reverse();
        days.AddRange(before.ConvertAll(static known => (known.Day, known.Amount)));
        track.Replace(account, currency, CollectionsMarshal.AsSpan(days));
    }

    /// <summary>The track as one array.</summary>
    public byte[] ToArray() => track.ToArray();

    /// <summary>The balances at the end of the window's days; of bookings at the same moment the one that came last is the last.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="only">The only day to look at; null for all.</param>
    /// <param name="before">The balance before them; null where none is known.</param>
    /// <returns>Oldest first; without the days that come before any balance is known.</returns>
    private List<(int Day, decimal Amount)> Ends(int account, int currency, int? only, decimal? before)
    {
        var bookings = new List<(int Day, long Time, int Order, decimal Amount, decimal? Balance)>();
        for (int at = 0, next; at < window.End; at = next)
        {
            var record = window.At(at, out next);
            var place = WindowEntry.PlaceOf(record);
            if (place.Account == account && (only is null || place.Day == only))
            {
                var entry = WindowEntry.Read(record);
                if (entry.Currency == currency)
                {
                    bookings.Add((entry.Day, entry.TimeOfDay, at, entry.Amount, entry.Balance));
                }
            }
        }

        bookings.Sort();
        var ends = new List<(int Day, decimal Amount)>();
        foreach (var booking in bookings)
        {
            before = booking.Balance ?? (before + booking.Amount);
            if (ends is [.., var last] && last.Day == booking.Day)
            {
                ends.RemoveAt(ends.Count - 1);
            }

            if (before is { } balance)
            {
                ends.Add((booking.Day, balance));
            }
        }

        return ends;
    }
}
