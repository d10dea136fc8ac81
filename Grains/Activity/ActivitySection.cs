using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Personalization;

namespace Grains.Activity;

/// <summary>
/// Everything a customer's transactions left behind, packed: the totals they were folded into, and the raw ones of a short window.
/// <para>Each transaction is folded once. One that comes again is either still in the window, and a duplicate, or of a day before its
/// account's floor, and too old: a day is forgotten whole, the oldest first, and the floor stands behind the newest forgotten one and never
/// moves back. So nothing else need be remembered of a forgotten transaction.</para>
/// <para>The parts are <see cref="PackedRecords"/>, laid out as the type of the same name says. A part that must be laid out in another way
/// gets another number.</para>
/// </summary>
[GenerateSerializer, Immutable, Alias("activity-section")]
internal sealed class ActivitySection
{
    [NonSerialized]
    private ActivityFeatures? features;

    [NonSerialized]
    private (DateOnly Day, ActivitySummary Summary)? summed;

    [NonSerialized]
    private (bool IsKnown, DateOnly? Day) newest;

    /// <summary>Nothing yet.</summary>
    public static ActivitySection Empty { get; } = new();

    /// <summary>An <see cref="AccountTable"/>.</summary>
    [Id(0)]
    public byte[] Accounts { get; init; } = [];

    /// <summary>Currencies and categories, a <see cref="TextTable"/>.</summary>
    [Id(1)]
    public byte[] Names { get; init; } = [];

    /// <summary>The <see cref="TransactionWindow"/>'s entries.</summary>
    [Id(2)]
    public byte[] Window { get; init; } = [];

    /// <summary>The <see cref="TransactionWindow"/>'s texts, a <see cref="TextTable"/>.</summary>
    [Id(3)]
    public byte[] Texts { get; init; } = [];

    /// <summary><see cref="MonthlyTotals"/>.</summary>
    [Id(4)]
    public byte[] Months { get; init; } = [];

    /// <summary>A <see cref="BalanceTrack"/>.</summary>
    [Id(5)]
    public byte[] Balances { get; init; } = [];

    /// <summary><see cref="RememberedCategories"/>.</summary>
    [Id(6)]
    public byte[] Remembered { get; init; } = [];

    /// <summary>A <see cref="StreamTable"/>.</summary>
    [Id(7)]
    public byte[] Streams { get; init; } = [];

    /// <summary>The main currency and what there is in it; computed once. Null where there is no total of any month.</summary>
    public ActivityFeatures? Features => features ??= ActivityFeatures.Of(this);

    /// <summary>What a ranking looks at; computed once a day.</summary>
    /// <param name="asOf">The day that counts as today; not before the newest booking.</param>
    /// <param name="catalogue">What is spending, income or a transfer.</param>
    /// <returns>The summary.</returns>
    public ActivitySummary SummaryAsOf(DateOnly asOf, Catalogue catalogue)
    {
        if (summed is not { } known || known.Day != asOf)
        {
            summed = known = (asOf, ActivitySummary.Of(PictureReading.Totals(this, catalogue, asOf), totals => PictureReading.Lowest(this, catalogue, totals)));
        }

        return known.Summary;
    }

    /// <summary>The day of the newest booking of all accounts, forgotten ones too; null where there was none. Looked for once.</summary>
    public DateOnly? NewestDay => (newest = newest.IsKnown ? newest : (true, WindowReading.NewestDay(this))).Day;

    /// <summary>When the first account will have been silent for so long that its raw transactions go; null where there are none.</summary>
    public DateTimeOffset? NextSilence => WindowReading.NextSilence(this);

    /// <summary>An account's first and last booking days, those of forgotten transactions too; null where the account is not known.</summary>
    public (DateOnly First, DateOnly Last)? BookingDays(string accountId) => WindowReading.BookingDays(this, accountId);

    /// <summary>Folds transactions, each once, and forgets what they make outdated.</summary>
    /// <param name="batch">As sent; judged one by one.</param>
    /// <param name="catalogue">Currencies and categories.</param>
    /// <param name="now">The clock.</param>
    /// <returns>The next section, this one where nothing changed; what became of the batch.</returns>
    public (ActivitySection Next, TransactionsRecorded Outcome) Record(TransactionBatch batch, Catalogue catalogue, DateTimeOffset now)
    {
        var edit = new ActivityEdit(this).ForgetSilent(now);
        var rejected = ImmutableArray.CreateBuilder<TransactionRejected>();
        var (accepted, duplicates) = (0, 0);
        var room = new AccountRoom(new AccountTable(Accounts, new()), batch.Transactions.Length);
        foreach (var draft in batch.Transactions)
        {
            if (TransactionRules.Judge(draft, catalogue, out var fault) is not { } transaction)
            {
                rejected.Add(new(TransactionRules.IsId(draft.Id) ? draft.Id : null, fault!));
            }
            else if (edit.Holds(transaction.Id))
            {
                duplicates++;
            }
            else if (edit.HasForgotten(transaction.AccountId, BookingDay.Of(transaction.BookedAt)))
            {
                rejected.Add(new(transaction.Id, TransactionRules.TooOld));
            }
            else if (transaction.BookedAt - now > TransactionRules.MostAhead)
            {
                rejected.Add(new(transaction.Id, TransactionRules.InFuture));
            }
            else if (!room.Takes(transaction.AccountId))
            {
                rejected.Add(new(transaction.Id, TransactionRules.InvalidValue));
            }
            else
            {
                edit.Fold(transaction, catalogue, now);
                accepted++;
            }
        }

        edit.Relate();
        edit.ForgetOutdated();
        return (edit.Finish(), new(accepted, duplicates, rejected.DrainToImmutable()));
    }

    /// <summary>Unfolds a transaction that the core bank took back.</summary>
    /// <param name="transactionId">The bank's id.</param>
    /// <param name="now">The clock.</param>
    /// <returns>The next section; a conflict where the transaction is not in the window.</returns>
    public Reply<ActivitySection> Remove(string transactionId, DateTimeOffset now)
    {
        var edit = new ActivityEdit(this).ForgetSilent(now);
        return edit.Unfold(transactionId) ? edit.Finish()
            : new Refusal(ProblemCode.Conflict, "The transaction is not in the window any more, or never was: it can not be unfolded.");
    }

    /// <summary>The transactions in the window, newest first.</summary>
    /// <param name="query">Page size and cursor.</param>
    /// <param name="now">The clock: what silence ends is not shown, though it may not have been forgotten yet.</param>
    /// <returns>A page.</returns>
    public Reply<TransactionPage> Read(TransactionQuery query, DateTimeOffset now) => WindowReading.Page(ForgetSilent(now), query);

    /// <summary>The payments that repeat.</summary>
    /// <param name="asOf">Day number of the day that counts as today; not before the newest booking.</param>
    /// <returns>In no particular order; accounts, currencies and categories by code.</returns>
    public IReadOnlyList<RecurringStream> RecurringAsOf(int asOf) => new StreamTable(Streams, new()).ToStreams(asOf);

    /// <summary>Corrects a transaction's category in the window and the totals, and remembers it for the counterparty's later ones.</summary>
    /// <param name="transactionId">The bank's id.</param>
    /// <param name="change">The category.</param>
    /// <param name="catalogue">The categories.</param>
    /// <param name="now">The clock.</param>
    /// <returns>The next section, this one where nothing changed, and the transaction after it.</returns>
    public Reply<(ActivitySection Next, TransactionView Transaction)> Categorise(
        string transactionId, CategoryChange change, Catalogue catalogue, DateTimeOffset now)
    {
        var edit = new ActivityEdit(this).ForgetSilent(now);
        if (!edit.Holds(transactionId))
        {
            return new Refusal(ProblemCode.NotFound, "No such transaction in the window.");
        }

        if (change.Category is not { } category || !catalogue.Categories.Contains(category))
        {
            return Refusal.Invalid("/category", "a category of the catalogue");
        }

        var transaction = edit.Categorise(transactionId, category);
        return (edit.Finish(), transaction);
    }

    /// <summary>Forgets the raw transactions of accounts that have received nothing for 45 days.</summary>
    /// <param name="now">The clock.</param>
    /// <returns>The next section, this one where nothing changed.</returns>
    public ActivitySection ForgetSilent(DateTimeOffset now) => new ActivityEdit(this).ForgetSilent(now).Finish();
}
