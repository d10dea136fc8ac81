using Grains.Interfaces.Webhooks;

namespace Grains.Webhooks;

/// <summary>The way out of the process to a webhook.</summary>
internal interface IWebhookSender
{
    /// <summary>Whether a host may be called: all its addresses are public ones.</summary>
    /// <param name="url">The address of the webhook.</param>
    /// <returns>True where it may.</returns>
    ValueTask<bool> IsAllowed(Uri url);

    /// <summary>Sends a message, once, following no redirect. The address that is really connected to is judged again.</summary>
    /// <param name="attempt">Where it goes and how it is signed.</param>
    /// <param name="id">The delivery.</param>
    /// <param name="body">The event, UTF-8.</param>
    /// <returns>The HTTP status; null where none came.</returns>
    ValueTask<int?> Send(SignedAttempt attempt, Guid id, ReadOnlyMemory<byte> body);
}
