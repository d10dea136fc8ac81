using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grains.Interfaces.Webhooks;

namespace Grains.Webhooks;

/// <summary>What a processor is sent: an event of CloudEvents 1.0 in structured mode, the same bytes at every attempt, without personal data.</summary>
internal static class DeliveryBody
{
    /// <summary>The customer as one processor knows them.</summary>
    /// <param name="identifierKey">The processor's key; 32 bytes.</param>
    /// <param name="bankId">The bank's id.</param>
    /// <returns>base64url(HMAC-SHA256(key, UTF-8 of the id)).</returns>
    public static string Subject(ReadOnlySpan<byte> identifierKey, string bankId) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(identifierKey, Encoding.UTF8.GetBytes(bankId)));

    /// <summary>Writes the event.</summary>
    /// <param name="note">The delivery.</param>
    /// <returns>UTF-8.</returns>
    public static ReadOnlyMemory<byte> Of(DeliveryNote note)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", note.Id);
        json.WriteString("source", "urn:profile-platform");
        json.WriteString("type", note.Event);
        json.WriteString("subject", note.Subject);
        json.WriteString("time", note.HappenedAt.UtcDateTime);
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteString("requestId", note.RequestId);
        json.WriteString("right", DownstreamEvents.RightOf(note.Event));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
