namespace Grains.Activity;

/// <summary>
/// Which bookings of the window belong together, and the categories that this gives them. It is worked out from what is held and from nothing
/// else, so it does not matter in which order bookings came, and taking one back restores what there was without it.
/// <para>Two opposite amounts of one currency on two accounts, at most three days apart, are a transfer: in booking order each takes the
/// earliest that is still free; a merchant's is never one of them. So is what names another account of the customer as its counterparty. An income by nothing but its sign is a
/// refund where something went out to the same counterparty on its day or before, of at least that amount: it has the category of the latest
/// such purchase.</para>
/// <para>What the customer said stands, though the other booking may rest on it. A booking whose other half is forgotten is settled: it keeps its
/// category and takes part in no further pair.</para>
/// </summary>
internal sealed class RelatedBookings
{
    private const int MostDaysApart = 3;
    private const int None = -1;

    private readonly List<RelatedBooking> bookings;
    private readonly int[] pairs;
    private readonly int[] purchases;
    private readonly int[] categories;

    private RelatedBookings(TransactionWindow window)
    {
        bookings = RelatedBooking.InOrder(window);
        pairs = new int[bookings.Count];
        purchases = new int[bookings.Count];
        categories = new int[bookings.Count];
        Array.Fill(pairs, None);
        Array.Fill(purchases, None);
    }

    /// <summary>Works out what belongs together.</summary>
    /// <param name="window">The window.</param>
    /// <param name="accounts">The customer's accounts.</param>
    /// <param name="names">Takes the category of transfers up where it is new and needed.</param>
    /// <returns>The bookings, each with its category.</returns>
    public static RelatedBookings Of(TransactionWindow window, AccountTable accounts, TextTable names)
    {
        var related = new RelatedBookings(window);
        related.Pair();
        related.Categorise(NamedAccounts(window, accounts), names);
        related.Refund(names.Find(TransactionRules.Income));
        return related;
    }

    /// <summary>The account that a counterparty is.</summary>
    /// <param name="accounts">The customer's accounts.</param>
    /// <param name="counterparty">As received: the account's id, also in groups with spaces between.</param>
    /// <returns>Its code; -1 where it is none of them.</returns>
    public static int AccountNamed(AccountTable accounts, string counterparty)
    {
        var account = Code(counterparty);
        return account >= 0 || !counterparty.Contains(' ', StringComparison.Ordinal) ? account : Code(counterparty.Replace(" ", string.Empty, StringComparison.Ordinal));

        int Code(string id) => id.Length is > 0 and <= TransactionRules.LongestId * 2 ? accounts.CodeOf(id) : None;
    }

    /// <summary>The bookings whose category is not what they are held with, the last in the window first.</summary>
    public List<(int At, int Category)> Changes()
    {
        var changes = new List<(int At, int Category)>();
        for (var i = 0; i < bookings.Count; i++)
        {
            if (categories[i] != bookings[i].Category)
            {
                changes.Add((bookings[i].At, categories[i]));
            }
        }

        changes.Sort(static (a, b) => b.At.CompareTo(a.At));
        return changes;
    }

    /// <summary>The bookings that stay while the one they belong to is forgotten, the last in the window first.</summary>
    /// <param name="until">By account code, the newest day that is forgotten.</param>
    public List<int> Bereft(int[] until)
    {
        var bereft = new List<int>();
        for (var i = 0; i < bookings.Count; i++)
        {
            if (!IsGone(i) && (IsGone(pairs[i]) || IsGone(purchases[i])))
            {
                bereft.Add(bookings[i].At);
            }
        }

        bereft.Sort(static (a, b) => b.CompareTo(a));
        return bereft;

        bool IsGone(int i) => i >= 0 && bookings[i].Day <= until[bookings[i].Account];
    }

    private static int[] NamedAccounts(TransactionWindow window, AccountTable accounts) =>
        accounts.Places < 2 ? [] : Array.ConvertAll(window.ToTexts(), text => AccountNamed(accounts, text));

    /// <summary>Sorted by currency, amount without its sign, moment and id, so those that could pair stand together.</summary>
    private void Pair()
    {
        var order = new int[bookings.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => bookings[a].CompareSize(bookings[b]) is var size and not 0 ? size : a.CompareTo(b));
        for (var i = 0; i < order.Length; i++)
        {
            for (var first = i - 1; first >= 0 && bookings[order[first]].CompareSize(bookings[order[i]]) == 0
                && bookings[order[i]].Day - bookings[order[first]].Day <= MostDaysApart; first--)
            {
                if (pairs[order[first]] == None && bookings[order[first]].IsOpposite(bookings[order[i]]))
                {
                    pairs[order[i]] = order[first];
                }
            }

            if (pairs[order[i]] is >= 0 and var other)
            {
                pairs[other] = order[i];
            }
        }
    }

    private void Categorise(int[] named, TextTable names)
    {
        for (var i = 0; i < bookings.Count; i++)
        {
            var booking = bookings[i];
            var other = booking.Counterparty is { } counterparty && named.Length > 0 ? named[counterparty] : None;
            var isTransfer = pairs[i] >= 0 || (other >= 0 && other != booking.Account);
            categories[i] = booking.IsCorrected || booking.IsSettled ? booking.Category
                : isTransfer ? names.CodeOf(TransactionRules.Transfer)
                : booking.OwnCategory;
        }
    }

    private void Refund(int income)
    {
        for (var i = 0; i < bookings.Count; i++)
        {
            var booking = bookings[i];
            if (booking.Amount < 0 || booking.Counterparty is null || booking.IsCorrected || booking.IsSettled || booking.OwnCategory != income || categories[i] != income)
            {
                continue;
            }

            for (var before = bookings.Count - 1; before >= 0 && purchases[i] == None; before--)
            {
                purchases[i] = bookings[before].IsPurchaseOf(booking) ? before : None;
            }

            categories[i] = purchases[i] < 0 ? categories[i] : categories[purchases[i]];
        }
    }
}
