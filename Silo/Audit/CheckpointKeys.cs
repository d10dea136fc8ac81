using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Grains.Audit;
using NSec.Cryptography;

namespace Silo.Audit;

/// <summary>The public key that an auditor verifies checkpoints with: given, or else the one that the log keeps beside it.</summary>
/// <param name="given">A verifier key (C2SP signed-note) or the bare public key in base64; null where none was given.</param>
internal sealed class CheckpointKeys(VerifierKey? given)
{
    /// <summary>Reads a key as given.</summary>
    /// <param name="text">A verifier key of any shard, or 32 bytes in base64 or base64url; null where none was given.</param>
    /// <returns>The keys; null where the text is no key.</returns>
    public static CheckpointKeys? TryRead(string? text) => text is null ? new CheckpointKeys(null)
        : VerifierKey.TryParse(text) is { } key ? new CheckpointKeys(key)
        : Bare(text) is { } bytes ? new CheckpointKeys(new VerifierKey(string.Empty, bytes))
        : null;

    /// <summary>The key of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="kept">What the log keeps beside it.</param>
    /// <returns>The key; null where there is none.</returns>
    public VerifierKey? Of(int shard, VerifierKey? kept) => given switch
    {
        null => kept,
        { Name.Length: 0 } => given with { Name = kept?.Name ?? CheckpointText.OriginOf(OpenPlatform.DefaultServiceId, shard) },
        _ => given with { Name = $"{given.Name[..(given.Name.LastIndexOf('/') + 1)]}{shard.ToString(CultureInfo.InvariantCulture)}" },
    };

    /// <summary>What a signed note says of a shard, where its signature holds.</summary>
    /// <param name="text">The note as written.</param>
    /// <param name="key">The shard's key, whose name is the shard's origin.</param>
    /// <returns>The checkpoint; null where it is none of this shard or is not signed by the key.</returns>
    public static CheckpointText? Verify(string text, VerifierKey key)
    {
        if (SignedNote.TryParse(text) is not { } note || CheckpointText.TryParse(note.Text) is not { } checkpoint || checkpoint.Origin != key.Name
            || !PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey, out var imported))
        {
            return null;
        }

        var signed = Encoding.UTF8.GetBytes(note.Text);
        return note.Signatures.Any(line => line.Name == key.Name && line.KeyId == key.Id && SignatureAlgorithm.Ed25519.Verify(imported!, signed, line.Bytes))
            ? checkpoint : null;
    }

    private static byte[]? Bare(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text.TrimEnd('=').Replace('+', '-').Replace('/', '_')) is { Length: 32 } bytes ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
