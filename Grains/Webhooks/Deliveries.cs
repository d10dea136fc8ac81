using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Interfaces.Webhooks;

namespace Grains.Webhooks;

/// <summary>
/// The deliveries, in the due table. Each has two rows: the delivery itself, sealed, under a kind of its webhook's and dated when it was made, so
/// that a page is one walk along the index; and a pointer to it under <see cref="DueWork.Delivery"/>, dated when to look after it next. The
/// pointer may be wrong (early, or left over) and does no harm then. Neither shows the customer: their place is the webhook's.
/// </summary>
internal sealed class Deliveries(IDueTable table, PlatformSeal seal)
{
    private const int MaxLimit = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The id of a delivery: the same whenever the same is told again.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="told">What it is told.</param>
    /// <returns>The id.</returns>
    public static Guid IdOf(Guid webhook, DownstreamEvent told) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"delivery\n{webhook:N}\n{told.RequestId}\n{told.Type}")).AsSpan(0, 16));

    /// <summary>Makes a delivery, unless it was made before.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="fresh">The delivery.</param>
    /// <returns>When durable.</returns>
    public async ValueTask Add(Guid webhook, DeliveryNote fresh)
    {
        if (await Find(webhook, fresh.Id) is null)
        {
            // The pointer first, and not due before the delivery is there: a sweep in between would take it for a left-over.
            await Point(webhook, fresh.Id, fresh.CreatedAt + Lease);
            await table.Set(Row(webhook, fresh));
        }
    }

    /// <summary>Writes a delivery, and when to look after it next.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="note">The delivery.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>When durable.</returns>
    public async ValueTask Save(Guid webhook, DeliveryNote note, DateTimeOffset at)
    {
        await table.Set(Row(webhook, note)); // the pointer is due already: whatever fails from here on, it leads back
        await Point(webhook, note.Id, at);
    }

    /// <summary>Finds a delivery.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The delivery; null where there is none.</returns>
    public async ValueTask<DeliveryNote?> Find(Guid webhook, Guid id) =>
        await table.Find(Kind(webhook), webhook, id) is { Note: { } note } ? seal.OpenNote<DeliveryNote>(note) : null;

    /// <summary>Forgets a delivery; its pointer goes with the sweep that found it.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="note">The delivery.</param>
    /// <returns>When durable.</returns>
    public ValueTask Forget(Guid webhook, DeliveryNote note) => table.Remove(Row(webhook, note));

    /// <summary>The deliveries of a webhook that are not settled.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <returns>Their ids.</returns>
    public async IAsyncEnumerable<Guid> Pending(Guid webhook)
    {
        for (DueItem? after = null; await table.List(Kind(webhook), after, MaxLimit) is { Count: > 0 } page; after = page[^1])
        {
            foreach (var item in page.Where(item => seal.OpenNote<DeliveryNote>(item.Note!).Status == DeliveryStatus.Pending))
            {
                yield return item.Id;
            }
        }
    }

    /// <summary>A page of a webhook's deliveries.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="query">The page.</param>
    /// <returns>The page; a refusal for one that does not exist.</returns>
    public async ValueTask<Reply<DeliveryPage>> List(Guid webhook, DeliveryQuery query)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            return Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {MaxLimit}"));
        }

        if (!DueCursor.TryRead(query.After, out var after))
        {
            return Refusal.Invalid("after", "the next of the page before");
        }

        var items = await table.List(Kind(webhook), after, query.Limit);
        return new DeliveryPage([.. items.Select(item => seal.OpenNote<DeliveryNote>(item.Note!).View())])
        {
            Next = items.Count == query.Limit ? DueCursor.Of(items[^1]) : null,
        };
    }

    private static string Kind(Guid webhook) => $"delivery/{webhook:N}";

    private ValueTask Point(Guid webhook, Guid id, DateTimeOffset at) => table.Set(new DueItem(DueWork.Delivery, webhook, at) { Id = id });

    private DueItem Row(Guid webhook, DeliveryNote note) => new(Kind(webhook), webhook, note.CreatedAt) { Id = note.Id, Note = seal.SealNote(note) };
}
