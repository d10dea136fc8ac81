using Grains.Interfaces.Activity;

namespace Tests.Unit.Activity;

/// <summary>The rules of the design written down as plainly as can be: it keeps every transaction and computes everything from them.</summary>
internal sealed class NaiveActivity
{
    public sealed class Booked(TransactionView view, long order)
    {
        public TransactionView View { get; set; } = view;
        public long Order { get; } = order;
        public string OwnCategory { get; set; } = view.Category;
        public bool IsCorrected { get; set; }
        public bool IsSettled { get; set; }
        public bool IsRaw { get; set; } = true;
        public int Day => DateOnly.FromDateTime(View.BookedAt.UtcDateTime).DayNumber;
        public int Month => (View.BookedAt.Year * 12) + View.BookedAt.Month - 1;
    }

    public sealed class Account
    {
        public int Floor { get; set; }
        public long ReceivedAt { get; set; }
        public int OldestMonth { get; set; } = int.MinValue;
        public Dictionary<string, int> NewestBalance { get; } = [];
    }

    private readonly Dictionary<string, string> remembered = [];
    private readonly List<string?> places = [];
    private long order;

    public List<Booked> All { get; } = [];
    public Dictionary<string, Account> Accounts { get; } = [];
    public IEnumerable<Booked> Raw => All.Where(t => t.IsRaw);

    public string Record(TransactionView view, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(view.BookedAt.UtcDateTime).DayNumber;
        if (Raw.Any(t => t.View.Id == view.Id))
        {
            return "duplicate";
        }

        if (Accounts.TryGetValue(view.AccountId, out var account) && day < account.Floor)
        {
            return "too-old";
        }

        if (view.BookedAt > now.AddDays(2))
        {
            return "in-future";
        }

        if (account is null)
        {
            Accounts[view.AccountId] = account = new();
            var free = places.IndexOf(null);
            if (free < 0)
            {
                places.Add(view.AccountId);
            }
            else
            {
                places[free] = view.AccountId;
            }
        }

        var isCorrected = false;
        if (view.Counterparty is not null && remembered.TryGetValue(view.Counterparty, out var category))
        {
            (view, isCorrected) = (view with { Category = category }, true);
        }

        var booked = new Booked(view, order++) { IsCorrected = isCorrected };
        All.Add(booked);
        account.ReceivedAt = Math.Max(account.ReceivedAt, now.ToUnixTimeSeconds());
        account.OldestMonth = Math.Max(account.OldestMonth, booked.Month - 12);
        return "accepted";
    }

    public void ForgetSilent(DateTimeOffset now) =>
        Forget(t => Accounts[t.View.AccountId].ReceivedAt + (45 * 86_400) <= now.ToUnixTimeSeconds());

    public void ForgetOutdated()
    {
        NaiveRelations.Relate(this);
        foreach (var ((account, currency, day), _) in Balances())
        {
            Accounts[account].NewestBalance[currency] = Math.Max(Accounts[account].NewestBalance.GetValueOrDefault(currency), day);
        }

        var newest = Raw.GroupBy(t => t.View.AccountId).ToDictionary(g => g.Key, g => g.Max(t => t.Day));
        Forget(t => t.Day <= newest[t.View.AccountId] - 45);
        while (Raw.Count() > 512)
        {
            var old = Raw.Where(t => t.Day < newest[t.View.AccountId]).OrderBy(t => t.Day).ThenBy(t => places.IndexOf(t.View.AccountId)).FirstOrDefault();
            if (old is null)
            {
                return;
            }

            Forget(t => t.Day == old.Day && t.View.AccountId == old.View.AccountId);
        }
    }

    public bool Remove(string id)
    {
        if (Raw.FirstOrDefault(t => t.View.Id == id) is not { } found)
        {
            return false;
        }

        All.Remove(found);
        if (All.All(t => t.View.AccountId != found.View.AccountId))
        {
            Accounts.Remove(found.View.AccountId);
            places[places.IndexOf(found.View.AccountId)] = null;
        }

        NaiveRelations.Relate(this);
        return true;
    }

    public bool Categorise(string id, string category)
    {
        if (Raw.FirstOrDefault(t => t.View.Id == id) is not { } found)
        {
            return false;
        }

        (found.View, found.OwnCategory, found.IsCorrected) = (found.View with { Category = category }, category, true);
        NaiveRelations.Relate(this);
        if (found.View.Counterparty is { } counterparty)
        {
            remembered[counterparty] = category;
        }

        return true;
    }

    public IReadOnlyList<TransactionView> Window() =>
        [.. Raw.Select(t => t.View).OrderByDescending(t => t.BookedAt).ThenByDescending(t => t.Id, StringComparer.Ordinal)];

    public IReadOnlyList<(string, string, int, string, int, decimal, decimal)> Totals() =>
        [.. All.Where(t => t.Month >= Accounts[t.View.AccountId].OldestMonth)
            .GroupBy(t => (t.View.AccountId, t.View.Currency, t.Month, t.View.Category))
            .Select(g => (g.Key.AccountId, g.Key.Currency, g.Key.Month, g.Key.Category, g.Count(),
                g.Sum(t => Math.Max(t.View.Amount, 0)), g.Sum(t => Math.Max(-t.View.Amount, 0)))).Order()];

    /// <summary>The balance at the end of every day that one is known of: the last that came with a booking, and what was booked since.</summary>
    public Dictionary<(string Account, string Currency, int Day), decimal> Balances()
    {
        var balances = new Dictionary<(string, string, int), decimal>();
        foreach (var of in All.GroupBy(t => (t.View.AccountId, t.View.Currency)))
        {
            decimal? balance = null;
            foreach (var booked in of.OrderBy(t => t.View.BookedAt).ThenBy(t => t.Order))
            {
                balance = booked.View.BalanceAfter ?? (balance + booked.View.Amount);
                if (balance is { } known)
                {
                    balances[(of.Key.AccountId, of.Key.Currency, booked.Day)] = known;
                }
            }
        }

        return balances;
    }

    private void Forget(Func<Booked, bool> isForgotten)
    {
        var forgotten = Raw.Where(isForgotten).ToList();
        if (forgotten.Count > 0)
        {
            NaiveRelations.Settle(this, forgotten.ToHashSet());
        }

        foreach (var old in forgotten)
        {
            old.IsRaw = false;
            var account = Accounts[old.View.AccountId];
            account.Floor = Math.Max(account.Floor, old.Day + 1);
        }
    }
}
