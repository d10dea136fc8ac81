using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grains.Audit;

/// <summary>A text with signature lines below it (C2SP signed-note).</summary>
/// <param name="Text">The text that is signed, its final newline included.</param>
/// <param name="Signatures">The lines.</param>
internal sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    private const string LineStart = "\u2014 ";
    private const int IdLength = 4;

    /// <summary>Reads a note.</summary>
    /// <param name="note">As written.</param>
    /// <returns>The note; null where it is none.</returns>
    public static SignedNote? TryParse(string note)
    {
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || note.Length == blank + 2 || !note.EndsWith('\n') || note.Any(static c => c < ' ' && c != '\n'))
        {
            return null;
        }

        var signatures = ImmutableArray.CreateBuilder<NoteSignature>();
        foreach (var line in note[(blank + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith(LineStart, StringComparison.Ordinal) || Signature(line[LineStart.Length..].Split(' ')) is not { } signature)
            {
                return null;
            }

            signatures.Add(signature);
        }

        return new SignedNote(note[..(blank + 1)], signatures.ToImmutable());
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            var bytes = new byte[IdLength + signature.Bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyId);
            signature.Bytes.CopyTo(bytes.AsSpan(IdLength));
            note.Append(LineStart).Append(signature.Name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return note.ToString();
    }

    private static NoteSignature? Signature(string[] parts)
    {
        if (parts is not [{ Length: > 0 } name, var text] || name.Contains('+', StringComparison.Ordinal) || !Base64.IsValid(text))
        {
            return null;
        }

        var bytes = Convert.FromBase64String(text);
        return bytes.Length > IdLength ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[IdLength..]) : null;
    }
}

/// <summary>One signature of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Bytes">The signature.</param>
internal sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes);

/// <summary>A key that verifies notes, Ed25519 (C2SP signed-note, verifier keys).</summary>
/// <param name="Name">The key's name.</param>
/// <param name="PublicKey">32 bytes.</param>
internal sealed record VerifierKey(string Name, byte[] PublicKey)
{
    private const byte Ed25519 = 1;
    private const int PublicKeyLength = 32;

    /// <summary>The key's id: the first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ public key).</summary>
    public uint Id => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', Ed25519, .. PublicKey]));

    /// <summary>Reads a key.</summary>
    /// <param name="text">As written.</param>
    /// <returns>The key; null where it is none, or names another id than its own.</returns>
    public static VerifierKey? TryParse(string text)
    {
        if (text.Split('+', 3) is not [{ Length: > 0 } name, var id, var encoded] || !Base64.IsValid(encoded)
            || Convert.FromBase64String(encoded) is not [Ed25519, .. { Length: PublicKeyLength } publicKey])
        {
            return null;
        }

        var key = new VerifierKey(name, publicKey);
        return key.Id.ToString("x8", CultureInfo.InvariantCulture) == id ? key : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. PublicKey])}");
}
