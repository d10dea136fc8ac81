using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>A leaf that was read.</summary>
/// <param name="Shard">The shard it names.</param>
/// <param name="Index">The place it names.</param>
/// <param name="Entry">The entry, without sealed text.</param>
internal sealed record AuditLeafContent(int Shard, long Index, AuditEntry Entry);

/// <summary>Reads leaves back.</summary>
internal static class AuditLeafReader
{
    /// <summary>Reads a leaf.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="FormatException">It is no leaf.</exception>
    public static AuditLeafContent Read(ReadOnlySpan<byte> leaf)
    {
        try
        {
            var json = new Utf8JsonReader(leaf);
            var found = new Members();
            Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                Member(ref json, found);
            }

            Expect(json.TokenType == JsonTokenType.EndObject && !json.Read() && found.Version == AuditLeaf.Version);
            return new AuditLeafContent(found.Shard, found.Index, found.ToEntry());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("It is no leaf of the audit log.", exception);
        }
    }

    /// <summary>Reads a leaf that may be none.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <returns>What it says; null where it is none.</returns>
    public static AuditLeafContent? TryRead(ReadOnlySpan<byte> leaf)
    {
        try
        {
            return Read(leaf);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a leaf names a place as its own.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="index">The place.</param>
    /// <returns>True where it does.</returns>
    public static bool IsAt(ReadOnlySpan<byte> leaf, int shard, long index)
    {
        Span<byte> start = stackalloc byte[64];
        return Utf8.TryWrite(start, CultureInfo.InvariantCulture, $$"""{"v":{{AuditLeaf.Version}},"shard":{{shard}},"index":{{index}},""", out var length)
            && leaf.StartsWith(start[..length]);
    }

    private static void Member(ref Utf8JsonReader json, Members found)
    {
        var name = json.GetString();
        Expect(json.Read());
        switch (name)
        {
            case "v": found.Version = json.GetInt32(); break;
            case "shard": found.Shard = json.GetInt32(); break;
            case "index": found.Index = json.GetInt64(); break;
            case "id": found.Id = Guid.ParseExact(json.GetString()!, "N"); break;
            case "at": found.At = Instant(json.GetString()); break;
            case "kind": found.Kind = Enum.Parse<AuditKind>(json.GetString()!, ignoreCase: true); break;
            case "subject": found.Subject = Bytes(ref json); break;
            case "role": found.Role = Enum.Parse<Role>(json.GetString()!, ignoreCase: true); break;
            case "client": found.Client = json.GetString(); break;
            case "actor": found.Actor = Bytes(ref json); break;
            case "purpose": found.Purpose = json.GetString(); break;
            case "operation": found.Operation = json.GetString(); break;
            case "categories": found.Categories = Texts(ref json); break;
            case "outcome": found.Outcome = json.GetString(); break;
            case "count": found.Count = json.GetInt64(); break;
            case "case": found.CaseHash = Bytes(ref json); break;
            case "glass": found.GlassHash = Bytes(ref json); break;
            case "keys": found.DestroyedKeys = [.. Texts(ref json).Select(static key => Guid.ParseExact(key, "N"))]; break;
            default: throw new FormatException("A leaf of the audit log has no such member.");
        }
    }

    private static DateTimeOffset Instant(string? text) =>
        DateTimeOffset.ParseExact(text ?? string.Empty, AuditLeaf.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static ImmutableArray<byte> Bytes(ref Utf8JsonReader json) => [.. Convert.FromHexString(json.GetString() ?? string.Empty)];

    private static ImmutableArray<string> Texts(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartArray);
        var texts = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(json.GetString() ?? string.Empty);
        }

        return texts.ToImmutable();
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new FormatException("It is no leaf of the audit log.");
        }
    }

    /// <summary>The members as they come; which must be there is judged at the end.</summary>
    private sealed class Members
    {
        public int Version { get; set; }

        public int Shard { get; set; }

        public long Index { get; set; }

        public Guid Id { get; set; }

        public DateTimeOffset At { get; set; }

        public AuditKind Kind { get; set; }

        public ImmutableArray<byte>? Subject { get; set; }

        public Role? Role { get; set; }

        public string? Client { get; set; }

        public ImmutableArray<byte>? Actor { get; set; }

        public string? Purpose { get; set; }

        public string? Operation { get; set; }

        public ImmutableArray<string> Categories { get; set; } = [];

        public ImmutableArray<Guid> DestroyedKeys { get; set; } = [];

        public string? Outcome { get; set; }

        public long Count { get; set; }

        public ImmutableArray<byte>? CaseHash { get; set; }

        public ImmutableArray<byte>? GlassHash { get; set; }

        public AuditEntry ToEntry() => new()
        {
            Id = Id,
            At = At,
            Kind = Kind,
            Subject = Subject,
            Role = Role,
            Client = Client,
            Actor = Actor,
            Purpose = Purpose,
            Operation = Operation ?? throw new FormatException("A leaf of the audit log names its operation."),
            Categories = Categories,
            Outcome = Outcome ?? throw new FormatException("A leaf of the audit log names its outcome."),
            Count = Count,
            CaseHash = CaseHash,
            GlassHash = GlassHash,
            DestroyedKeys = DestroyedKeys,
        };
    }
}
