using System.Text;
using CsCheck;
using Grains.Audit;
using Silo.Audit;

namespace Tests.Unit.Audit;

/// <summary>Against the example that C2SP's signed-note publishes.</summary>
public sealed class SignedNoteTests
{
    private const string Key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string Note =
        "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private const string Checkpoint = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    [Fact]
    public void The_published_note_and_key_read_write_and_fit()
    {
        var (note, key) = (SignedNote.TryParse(Note)!, VerifierKey.TryParse(Key)!);
        Assert.Equal("This is an example message.\n", note.Text);
        var signature = Assert.Single(note.Signatures);
        Assert.Equal((key.Name, key.Id), (signature.Name, signature.KeyId));
        Assert.Equal(64, signature.Bytes.Length);
        Assert.Equal(Note, note.ToString());
        Assert.Equal(Key, key.ToString());
        Assert.True(NSec.Cryptography.SignatureAlgorithm.Ed25519.Verify(
            NSec.Cryptography.PublicKey.Import(NSec.Cryptography.SignatureAlgorithm.Ed25519, key.PublicKey, NSec.Cryptography.KeyBlobFormat.RawPublicKey),
            Encoding.UTF8.GetBytes(note.Text),
            signature.Bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nno dash\n")]
    [InlineData("text\n\n\u2014 name\n")]
    [InlineData("text\n\n\u2014 name Uw2QOkn8\u0001\n")]
    [InlineData("text\n\n\u2014 na+me Uw2QOkn8srU=\n")]
    [InlineData("text\n\n\u2014 name not-base64!\n")]
    [InlineData("text\n\n\u2014 name Uw2QOg==\n")]
    [InlineData("text\n\n\u2014 name Uw2QOkn8srU=")]
    [InlineData("te\txt\n\n\u2014 name Uw2QOkn8srU=\n")]
    [InlineData("text\n\n\u2014 name Uw2QOkn8srU= more\n")]
    public void What_is_no_note_is_refused(string note) => Assert.Null(SignedNote.TryParse(note));

    [Fact]
    public void A_note_may_have_empty_lines_and_several_signatures()
    {
        var note = SignedNote.TryParse("one\n\ntwo\n\n\u2014 a Uw2QOkn8srU=\n\u2014 b Uw2QOkn8srU=\n")!;
        Assert.Equal("one\n\ntwo\n", note.Text);
        Assert.Equal(["a", "b"], note.Signatures.Select(line => line.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56g=")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    public void What_is_no_verifier_key_is_refused(string key) => Assert.Null(VerifierKey.TryParse(key));

    [Fact]
    public void The_published_checkpoint_reads_and_writes()
    {
        var checkpoint = CheckpointText.TryParse(Checkpoint)!;
        Assert.Equal(("example.com/behind-the-sofa", 20852163L), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(Checkpoint, checkpoint.Text);
        Assert.Equal("bank/audit/3", CheckpointText.OriginOf("bank", 3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("o\n1\n")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n1\nCsUYapGGPo4=\n")]
    [InlineData("o\n1\n!\n")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Null(CheckpointText.TryParse(text));

    [Fact]
    public void Only_the_keys_own_checkpoint_verifies_and_no_flipped_bit_does()
    {
        using var signing = new TestSigning();
        var key = new VerifierKey("bank/audit/0", signing.PublicKey);
        var note = signing.Note("bank/audit/0", 7, new byte[32], key);
        Assert.Equal(7, CheckpointKeys.Verify(note, key)!.Size);
        Assert.Null(CheckpointKeys.Verify(note, key with { Name = "bank/audit/1" }));
        using var other = new TestSigning();
        Assert.Null(CheckpointKeys.Verify(note, key with { PublicKey = other.PublicKey }));
        Assert.Null(CheckpointKeys.Verify(other.Note("bank/audit/0", 7, new byte[32], key), key));
        Assert.Null(CheckpointKeys.Verify(signing.Note("bank/audit/1", 7, new byte[32], key), key));

        var bytes = Encoding.UTF8.GetBytes(note);
        Gen.Int[0, (bytes.Length * 8) - 1].Sample(bit =>
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(CheckpointKeys.Verify(Encoding.UTF8.GetString(flipped), key));
        });
    }

    [Fact]
    public void A_key_is_given_as_a_verifier_key_of_any_shard_or_bare()
    {
        using var signing = new TestSigning();
        var kept = new VerifierKey("bank/audit/2", [.. Enumerable.Repeat((byte)9, 32)]);
        var given = new VerifierKey("bank/audit/0", signing.PublicKey);
        var bare = Convert.ToBase64String(signing.PublicKey);
        Assert.Equal(kept, CheckpointKeys.TryRead(null)!.Of(2, kept));
        Assert.Null(CheckpointKeys.TryRead(null)!.Of(2, null));
        foreach (var text in new[] { given.ToString(), bare, bare.TrimEnd('=').Replace('+', '-').Replace('/', '_') })
        {
            var key = CheckpointKeys.TryRead(text)!.Of(2, kept)!;
            Assert.Equal("bank/audit/2", key.Name);
            Assert.Equal(signing.PublicKey, key.PublicKey);
        }

        Assert.Equal("profile-platform/audit/2", CheckpointKeys.TryRead(bare)!.Of(2, null)!.Name);
        Assert.Null(CheckpointKeys.TryRead("nonsense"));
        Assert.Null(CheckpointKeys.TryRead("AAAA"));
    }
}
