using System.Globalization;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>
/// The privacy office's queue, in the due table: one row for each request that is not closed, due at its deadline, under a kind for each status
/// so that a page of any status is one walk along the index. A row is written before the state it belongs to; one whose request was then not
/// written is an orphan that goes with the customer's next change, or as soon as an officer looks for its request.
/// </summary>
internal sealed class RightsQueue(IDueTable table, PlatformSeal seal)
{
    private const int MaxLimit = 100;

    /// <summary>The statuses that are listed.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["open", "in-progress", "on-hold"];

    /// <summary>Puts a case where it belongs: under its status, or nowhere where it is closed.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="bankId">The bank's id.</param>
    /// <param name="known">The case.</param>
    /// <returns>When durable.</returns>
    public async ValueTask Add(Guid customer, string bankId, RightsCase known)
    {
        if (!known.IsClosed)
        {
            var note = RightsDesk.View(known) with { CustomerId = bankId, Processors = null };
            await table.Set(new DueItem(Kind(note.Status), customer, known.DueAt) { Id = known.Id, Note = seal.SealNote(note) });
        }
    }

    /// <summary>Removes the rows of a customer that stand for no request, or for one that is closed or under another status by now.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="written">The requests as they are written.</param>
    /// <returns>When durable.</returns>
    public async ValueTask Tidy(Guid customer, IReadOnlyCollection<RightsCase> written)
    {
        foreach (var status in Statuses)
        {
            foreach (var item in await table.Of(Kind(status), customer))
            {
                if (!written.Any(known => known.Id == item.Id && !known.IsClosed && RightsDesk.Name(known.Status) == status))
                {
                    await table.Remove(item);
                }
            }
        }
    }

    /// <summary>A page of the queue.</summary>
    /// <param name="query">Status, deadline and page.</param>
    /// <returns>The page; a refusal for one that does not exist.</returns>
    public async ValueTask<Reply<RightsPage>> List(RightsQuery query)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            return Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {MaxLimit}"));
        }

        if (query.Status is { } status && !Statuses.Contains(status))
        {
            return Refusal.Invalid("status", $"one of {string.Join(", ", Statuses)}");
        }

        if (!DueCursor.TryRead(query.After, out var after))
        {
            return Refusal.Invalid("after", "the next of the page before");
        }

        var items = new List<DueItem>();
        foreach (var listed in query.Status is { } one ? [one] : Statuses)
        {
            items.AddRange(await table.List(Kind(listed), after, query.Limit, query.DueBefore));
        }

        // A case that was cut off between two statuses stands under both for a while.
        var page = items.OrderBy(static i => i.At).ThenBy(static i => i.Id.ToString("N"), StringComparer.Ordinal).DistinctBy(static i => i.Id).Take(query.Limit).ToList();
        return new RightsPage([.. page.Select(i => seal.OpenNote<RightsRequest>(i.Note!))])
        {
            Next = page.Count == query.Limit ? DueCursor.Of(page[^1]) : null,
        };
    }

    private static string Kind(string status) => $"right-{status}";
}
