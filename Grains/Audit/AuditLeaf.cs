using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>
/// An entry as the bytes that are hashed: one line of JSON with its members in a fixed order, so that an auditor needs nothing of ours to read
/// it. It names its own shard and index; what is null is left out, and so is the sealed text, which stands beside it.
/// </summary>
internal static class AuditLeaf
{
    /// <summary>The form's version, its first member.</summary>
    public const int Version = 1;

    /// <summary>How an instant is written: UTC, to the millisecond.</summary>
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly ImmutableArray<string> Kinds = [.. Enum.GetNames<AuditKind>().Select(static name => name.ToLowerInvariant())];
    private static readonly ImmutableArray<string> Roles = [.. Enum.GetNames<Grains.Interfaces.Access.Role>().Select(static name => name.ToLowerInvariant())];

    /// <summary>Writes an entry.</summary>
    /// <param name="shard">Its shard.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The leaf.</returns>
    public static byte[] Encode(int shard, long index, AuditEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, Version);
            json.WriteNumber("shard"u8, shard);
            json.WriteNumber("index"u8, index);
            json.WriteString("id"u8, entry.Id.ToString("N"));
            json.WriteString("at"u8, entry.At.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
            json.WriteString("kind"u8, Kinds[(int)entry.Kind]);
            Write(json, "subject"u8, Hex(entry.Subject));
            Write(json, "role"u8, entry.Role is { } role ? Roles[(int)role] : null);
            Write(json, "client"u8, entry.Client);
            Write(json, "actor"u8, Hex(entry.Actor));
            Write(json, "purpose"u8, entry.Purpose);
            json.WriteString("operation"u8, entry.Operation);
            json.WriteStartArray("categories"u8);
            foreach (var category in entry.Categories)
            {
                json.WriteStringValue(category);
            }

            json.WriteEndArray();
            json.WriteString("outcome"u8, entry.Outcome);
            json.WriteNumber("count"u8, entry.Count);
            Write(json, "case"u8, Hex(entry.CaseHash));
            Write(json, "glass"u8, Hex(entry.GlassHash));
            if (!entry.DestroyedKeys.IsEmpty)
            {
                json.WriteStartArray("keys"u8);
                foreach (var key in entry.DestroyedKeys)
                {
                    json.WriteStringValue(key.ToString("N"));
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="leaf">A leaf that <see cref="Encode"/> wrote.</param>
    /// <returns>The entry, without sealed text.</returns>
    /// <exception cref="FormatException">It is no such leaf.</exception>
    public static AuditEntry Decode(ReadOnlySpan<byte> leaf) => AuditLeafReader.Read(leaf).Entry;

    /// <summary>Shows a leaf to an auditor.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="leaf">The leaf.</param>
    /// <returns>The bytes and what they say.</returns>
    public static AuditLogEntry Present(long index, byte[] leaf)
    {
        var entry = Decode(leaf);
        return new AuditLogEntry
        {
            Index = index,
            Leaf = Convert.ToBase64String(leaf),
            Id = entry.Id.ToString("N"),
            At = entry.At,
            Kind = Kinds[(int)entry.Kind],
            Subject = Hex(entry.Subject),
            Role = entry.Role is { } role ? Roles[(int)role] : null,
            Client = entry.Client,
            Actor = Hex(entry.Actor),
            Purpose = entry.Purpose,
            Operation = entry.Operation,
            Categories = entry.Categories,
            Outcome = entry.Outcome,
            Count = entry.Count,
            Case = Hex(entry.CaseHash),
            Glass = Hex(entry.GlassHash),
            Keys = entry.DestroyedKeys.IsEmpty ? null : [.. entry.DestroyedKeys.Select(static key => key.ToString("N"))],
        };
    }

    private static string? Hex(ImmutableArray<byte>? bytes) => bytes is { } known ? Convert.ToHexStringLower(known.AsSpan()) : null;

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
