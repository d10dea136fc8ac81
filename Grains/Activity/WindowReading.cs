using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;

namespace Grains.Activity;

/// <summary>What is read of a section's window.</summary>
internal static class WindowReading
{
    private const int MostOfPage = 500;

    /// <summary>A page, newest first.</summary>
    public static Reply<TransactionPage> Page(ActivitySection section, TransactionQuery query)
    {
        var before = default(TransactionCursor);
        if (query.Limit is < 1 or > MostOfPage)
        {
            return Refusal.Invalid("limit", "1 to 500");
        }

        if (query.Before is not null && !TransactionCursor.TryParse(query.Before, out before))
        {
            return Refusal.Invalid("before", "the next of the page before");
        }

        var places = Places(section, query.Before is null ? null : before);
        return new TransactionPage(Views(section, places, query.Limit), places.Count > query.Limit ? places[query.Limit - 1].Cursor.ToString() : null);
    }

    /// <summary>Every transaction in the window, newest first.</summary>
    public static ImmutableArray<TransactionView> All(ActivitySection section) => Views(section, Places(section, before: null), int.MaxValue);

    /// <summary>When the first account with raw transactions is to be forgotten for its silence.</summary>
    public static DateTimeOffset? NextSilence(ActivitySection section)
    {
        var entries = new PackedRecords(section.Window);
        var accounts = new AccountTable(section.Accounts, new()).ToAccounts();
        var receivedAt = long.MaxValue;
        for (int at = 0, next; at < entries.End; at = next)
        {
            receivedAt = Math.Min(receivedAt, accounts[WindowEntry.PlaceOf(entries.At(at, out next)).Account].ReceivedAt);
        }

        return receivedAt == long.MaxValue ? null : DateTimeOffset.FromUnixTimeSeconds(receivedAt + WindowRetention.SilenceSeconds);
    }

    /// <summary>An account's first and last booking days, forgotten ones too.</summary>
    public static (DateOnly First, DateOnly Last)? BookingDays(ActivitySection section, string accountId)
    {
        var accounts = new AccountTable(section.Accounts, new());
        var code = accounts.CodeOf(accountId);
        if (code < 0)
        {
            return null;
        }

        var held = accounts[code];
        var (first, last) = (held.First == 0 ? int.MaxValue : held.First, held.Floor - 1);
        var entries = new PackedRecords(section.Window);
        for (int at = 0, next; at < entries.End; at = next)
        {
            var (account, day) = WindowEntry.PlaceOf(entries.At(at, out next));
            if (account == code)
            {
                (first, last) = (Math.Min(first, day), Math.Max(last, day));
            }
        }

        return (DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last));
    }

    /// <summary>The day of the newest booking of all accounts, forgotten ones too; null where there was none.</summary>
    public static DateOnly? NewestDay(ActivitySection section)
    {
        var newest = 0;
        foreach (var held in new AccountTable(section.Accounts, new()).ToAccounts())
        {
            newest = Math.Max(newest, held.Floor - 1);
        }

        var entries = new PackedRecords(section.Window);
        for (int at = 0, next; at < entries.End; at = next)
        {
            newest = Math.Max(newest, WindowEntry.PlaceOf(entries.At(at, out next)).Day);
        }

        return newest == 0 ? null : DateOnly.FromDayNumber(newest);
    }

    /// <summary>Where the transactions stand, newest first; only those after a cursor.</summary>
    private static List<(TransactionCursor Cursor, int At)> Places(ActivitySection section, TransactionCursor? before)
    {
        var entries = new PackedRecords(section.Window);
        var places = new List<(TransactionCursor Cursor, int At)>();
        for (int at = 0, next; at < entries.End; at = next)
        {
            var entry = WindowEntry.Read(entries.At(at, out next));
            var id = new PackedReader(entry.Id);
            var cursor = new TransactionCursor(entry.BookedAt.UtcTicks, PackedId.Read(ref id));
            if (before is not { } last || cursor.CompareTo(last) > 0)
            {
                places.Add((cursor, at));
            }
        }

        places.Sort();
        return places;
    }

    private static ImmutableArray<TransactionView> Views(ActivitySection section, List<(TransactionCursor Cursor, int At)> places, int limit)
    {
        var entries = new PackedRecords(section.Window);
        var (accounts, names, texts) = (new AccountTable(section.Accounts, new()).ToIds(), new TextTable(section.Names).ToTexts(), new TextTable(section.Texts).ToTexts());
        var views = ImmutableArray.CreateBuilder<TransactionView>(Math.Min(places.Count, limit));
        for (var i = 0; i < views.Capacity; i++)
        {
            views.Add(WindowEntry.Read(entries.At(places[i].At, out _)).ToView(accounts, names, texts));
        }

        return views.MoveToImmutable();
    }
}
