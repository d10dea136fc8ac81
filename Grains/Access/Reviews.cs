using System.Globalization;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>
/// The queue of broken glass, in the due table: open reviews are due when the glass ends, closed ones stay under a kind of their own. A review
/// is queued before its glass gives way; one whose call then failed is an orphan that an officer closes.
/// </summary>
internal sealed class Reviews(IDueTable table, PlatformSeal seal)
{
    /// <summary>The kind of reviews that wait.</summary>
    public const string Open = "review";

    private const string Closed = "reviewed";
    private const int MaxLimit = 100;

    /// <summary>Queues a review.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="note">What the office is shown.</param>
    /// <returns>When durable.</returns>
    public ValueTask Add(Guid customer, ReviewNote note) =>
        table.Set(new DueItem(Open, customer, note.Until) { Id = Guid.NewGuid(), Note = seal.SealNote(note) });

    /// <summary>Whether somebody may close a review. Who closed it may say the same again.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="id">The review's id.</param>
    /// <param name="outcome">What they found.</param>
    /// <param name="reviewer">Who wants to.</param>
    /// <returns>Why not; null where they may.</returns>
    public async ValueTask<Refusal?> Judge(Guid customer, Guid id, string outcome, string reviewer)
    {
        if (await Find(Open, customer, id) is { } open)
        {
            return open.BrokenBy == reviewer ? new Refusal(ProblemCode.Conflict, "Somebody else than who broke the glass must review it.") : null;
        }

        return await Find(Closed, customer, id) switch
        {
            null => new Refusal(ProblemCode.NotFound, "Name a review of GET /v1/reviews."),
            { } closed when closed.ReviewedBy == reviewer && closed.Outcome == outcome => null,
            _ => new Refusal(ProblemCode.Conflict, "This review is closed already."),
        };
    }

    /// <summary>Closes a review that was judged. Repeating a close that was cut off in the middle ends it.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="id">The review's id.</param>
    /// <param name="outcome">What was found.</param>
    /// <param name="reviewer">Who found it.</param>
    /// <param name="now">Now.</param>
    /// <returns>When durable.</returns>
    public async ValueTask Close(Guid customer, Guid id, string outcome, string reviewer, DateTimeOffset now)
    {
        if (await table.Find(Open, customer, id) is { } item)
        {
            var reviewed = seal.OpenNote<ReviewNote>(item.Note!) with { Outcome = outcome, ReviewedBy = reviewer, ReviewedAt = now };
            await table.Set(item with { Kind = Closed, Note = seal.SealNote(reviewed) });
            await table.Remove(item);
        }
    }

    /// <summary>A page of the queue.</summary>
    /// <param name="query">Status and page.</param>
    /// <returns>Customers, reviews without their reasons, and the sealed reasons; a refusal for a page that does not exist.</returns>
    public async ValueTask<Reply<IReadOnlyList<(Guid Customer, GlassReview Review, byte[] Reason)>>> List(ReviewQuery query)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            return Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {MaxLimit}"));
        }

        if (!DueCursor.TryRead(query.After, out var after))
        {
            return Refusal.Invalid("after", "the next of the page before");
        }

        var items = await table.List(query.IsOpen ? Open : Closed, after, query.Limit);
        return new([.. items.Select(Shown)], null);
    }

    /// <summary>Names the page that follows a review.</summary>
    /// <param name="last">The last review of the page.</param>
    /// <returns>The cursor.</returns>
    public static string CursorOf(GlassReview last) => DueCursor.Of(new DueItem(Open, Guid.Empty, last.Until) { Id = ReviewId.Parse(last.Id)!.Value.Id });

    private async ValueTask<ReviewNote?> Find(string kind, Guid customer, Guid id) =>
        await table.Find(kind, customer, id) is { Note: { } note } ? seal.OpenNote<ReviewNote>(note) : null;

    private (Guid Customer, GlassReview Review, byte[] Reason) Shown(DueItem item)
    {
        var note = seal.OpenNote<ReviewNote>(item.Note!);
        var review = new GlassReview
        {
            Id = new ReviewId(item.Customer, item.Id).ToString(),
            CustomerId = note.BankId,
            Client = note.Client,
            BrokenBy = note.BrokenBy,
            Purpose = note.Purpose,
            At = note.At,
            Until = note.Until,
            Status = note.Outcome is null ? "open" : "closed",
            Outcome = note.Outcome,
            ReviewedBy = note.ReviewedBy,
            ReviewedAt = note.ReviewedAt,
        };
        return (item.Customer, review, note.SealedReason);
    }
}
