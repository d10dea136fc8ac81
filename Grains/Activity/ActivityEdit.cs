using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;

namespace Grains.Activity;

/// <summary>A section in the making: its parts, each copied at its first change. Folding and unfolding are exact opposites, but for
/// the streams, where what fell out of the few kept payments does not come back.</summary>
internal sealed class ActivityEdit
{
    /// <summary>Months before those of the totals in which a stream's newest payment stays known: time for a yearly one to be missed twice.</summary>
    private const int StreamMonthsBefore = 12;

    private readonly ActivitySection section;
    private readonly AccountTable accounts;
    private readonly TextTable names;
    private readonly TransactionWindow window;
    private readonly MonthlyTotals months;
    private readonly RunningBalances balances;
    private readonly RememberedCategories remembered;
    private readonly StreamTable streams;

    // After so many transactions it is cheaper to work the relations out than to look whether there could be any.
    private const int FewFolded = 4;
    private int folded;
    private bool mayRelate;

    public ActivityEdit(ActivitySection section)
    {
        var writer = new PackedWriter();
        this.section = section;
        accounts = new(section.Accounts, writer);
        names = new(section.Names);
        window = new(section.Window, section.Texts, writer);
        months = new(section.Months, writer);
        balances = new(section, window, accounts, writer);
        remembered = new(section.Remembered);
        streams = new(section.Streams, writer);
    }

    /// <summary>Whether a transaction of this id is in the window.</summary>
    public bool Holds(string id) => window.Find(id) >= 0;

    /// <summary>Whether a day of an account was forgotten, or is before one that was.</summary>
    public bool HasForgotten(string accountId, int day) => accounts.CodeOf(accountId) is >= 0 and var account && day < accounts[account].Floor;

    /// <summary>Folds a transaction that is neither held nor forgotten.</summary>
    public void Fold(TransactionView transaction, Catalogue catalogue, DateTimeOffset now)
    {
        var day = BookingDay.Of(transaction.BookedAt);
        var month = BookingDay.MonthOf(day);
        var (account, oldestMonth) = Receive(transaction.AccountId, month, now);
        var currency = names.CodeOf(transaction.Currency);
        var corrected = remembered.Of(transaction.Counterparty) is { } given && catalogue.Categories.Contains(names[given]) ? given : (int?)null;
        var category = corrected ?? names.CodeOf(transaction.Category);
        window.Add(transaction, account, day, currency, category, corrected is not null);
        mayRelate = mayRelate || ++folded > FewFolded || window.NewestMayRelate()
            || (transaction.Counterparty is { } counterparty && RelatedBookings.AccountNamed(accounts, counterparty) >= 0);
        if (month >= oldestMonth)
        {
            months.Add(account, currency, month, category, transaction.Amount, 1);
        }

        if (month >= oldestMonth - StreamMonthsBefore)
        {
            streams.Fold(account, currency, transaction.Counterparty, category, day, transaction.Amount);
        }

        balances.Fold(account, currency, day, transaction.Amount, transaction.BalanceAfter);
    }

    /// <summary>Takes a transaction back as if it had never come.</summary>
    /// <returns>Whether it was in the window.</returns>
    public bool Unfold(string id)
    {
        var at = window.Find(id);
        if (at < 0)
        {
            return false;
        }

        var entry = WindowEntry.Read(window.At(at, out _));
        var account = accounts[entry.Account];
        Move(entry, account, entry.Category, -1);
        streams.Unfold(entry.Account, entry.Currency, window.TextOf(entry.Counterparty), entry.Day, entry.Amount);
        window.Remove(at);
        balances.Settle(entry.Account, entry.Currency);
        if (account.Floor == 0 && !window.HasAny(entry.Account))
        {
            accounts.Remove(entry.Account);
            streams.Trim(entry.Account, int.MaxValue);
        }

        mayRelate = true;
        Relate();
        return true;
    }

    /// <summary>Gives a transaction another category, and its counterparty's later ones too.</summary>
    /// <param name="id">Of a transaction that is held.</param>
    /// <param name="category">The category.</param>
    /// <returns>The transaction after it.</returns>
    public TransactionView Categorise(string id, string category)
    {
        var at = window.Find(id);
        var code = names.CodeOf(category);
        var entry = WindowEntry.Read(window.At(at, out _));
        if (entry.Category != code || !entry.IsCorrected)
        {
            Move(entry, code);
            window.Correct(at, code);
            mayRelate = true;
            Relate();
            at = window.Find(id);
        }

        var view = WindowEntry.Read(window.At(at, out _)).ToView(accounts.ToIds(), names.ToTexts(), window.ToTexts());
        if (view.Counterparty is { } counterparty)
        {
            remembered.Remember(counterparty, code);
        }

        return view;
    }

    /// <summary>Gives transfers and refunds their categories. To be done once all of a batch is folded, and before anything is forgotten.</summary>
    public void Relate()
    {
        if (!mayRelate)
        {
            return;
        }

        foreach (var (at, category) in RelatedBookings.Of(window, accounts, names).Changes())
        {
            Move(WindowEntry.Read(window.At(at, out _)), category);
            window.Relate(at, category);
        }

        mayRelate = false;
    }

    /// <summary>Forgets what is beyond the window's days or number. To be done once all of a batch is folded, so that its order does not matter.</summary>
    public void ForgetOutdated()
    {
        balances.Settle();
        Forget(WindowRetention.Outdated(window, accounts.Places));
    }

    /// <summary>Forgets the raw transactions of accounts that have been silent.</summary>
    public ActivityEdit ForgetSilent(DateTimeOffset now)
    {
        if (window.End > 0)
        {
            Forget(WindowRetention.Silent(window, accounts.ToAccounts(), now.ToUnixTimeSeconds()));
        }

        return this;
    }

    /// <summary>The section; the one it was made of where nothing changed.</summary>
    public ActivitySection Finish()
    {
        if (!accounts.HasChanged && !names.HasChanged && !window.HasChanged && !months.HasChanged && !balances.HasChanged && !remembered.HasChanged
            && !streams.HasChanged)
        {
            return section;
        }

        var (entries, texts) = window.ToArrays();
        return new ActivitySection
        {
            Accounts = accounts.ToArray(),
            Names = names.ToArray(),
            Window = entries,
            Texts = texts,
            Months = months.ToArray(),
            Balances = balances.ToArray(),
            Remembered = remembered.ToArray(),
            Streams = streams.ToArray(),
        };
    }

    private (int Account, int OldestMonth) Receive(string accountId, int month, DateTimeOffset now)
    {
        var oldest = month - MonthlyTotals.MonthsBefore;
        var receivedAt = now.ToUnixTimeSeconds();
        var code = accounts.CodeOf(accountId);
        if (code < 0)
        {
            mayRelate = true;
            return (accounts.Add(new HeldAccount(accountId) { OldestMonth = oldest, ReceivedAt = receivedAt }), oldest);
        }

        var held = accounts[code];
        if (oldest > held.OldestMonth)
        {
            months.Trim(code, oldest);
            streams.Trim(code, BookingDay.FirstOf(oldest - StreamMonthsBefore));
        }

        var next = held with { OldestMonth = Math.Max(oldest, held.OldestMonth), ReceivedAt = Math.Max(receivedAt, held.ReceivedAt) };
        accounts[code] = next;
        return (code, next.OldestMonth);
    }

    private void Forget(int[]? until)
    {
        if (until is null)
        {
            return;
        }

        foreach (var at in RelatedBookings.Of(window, accounts, names).Bereft(until))
        {
            window.Settle(at);
        }

        WindowRetention.Forget(window, accounts, until);
    }

    private void Move(in WindowEntry entry, int category)
    {
        var account = accounts[entry.Account];
        Move(entry, account, entry.Category, -1);
        Move(entry, account, category, 1);
        streams.Categorise(entry.Account, entry.Currency, window.TextOf(entry.Counterparty), category, entry.Day, entry.Amount);
    }

    private void Move(in WindowEntry entry, HeldAccount account, int category, int count)
    {
        var month = BookingDay.MonthOf(entry.Day);
        if (month >= account.OldestMonth)
        {
            months.Add(entry.Account, entry.Currency, month, category, entry.Amount, count);
        }
    }
}
