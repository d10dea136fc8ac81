using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Grains.Audit;
using Silo.Keys;

namespace Tests.Unit.Audit;

/// <summary>Signing keys of a test's own.</summary>
internal sealed class TestSigning : IDisposable
{
    public SigningKeys Keys { get; } = new(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));

    public byte[] PublicKey => Base64Url.DecodeFromChars(Keys.CheckpointKey.X);

    /// <summary>A signed checkpoint.</summary>
    public string Note(string origin, long size, byte[] root, VerifierKey key)
    {
        var text = new CheckpointText(origin, size, root).Text;
        return new SignedNote(text, [new NoteSignature(key.Name, key.Id, Keys.SignCheckpoint(Encoding.UTF8.GetBytes(text)))]).ToString();
    }

    public void Dispose() => Keys.Dispose();
}
