using System.Runtime.Versioning;
using System.Security.Cryptography;
using Grains.Keys;
using Silo.Keys;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Cluster.Keys;

[UnsupportedOSPlatform("windows")]
public sealed class KeyRingFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    private string Ring => folder.File(KeyRingFile.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_start_makes_a_ring_that_only_its_owner_reads_and_the_next_opens_it()
    {
        WrappedKey wrapped;
        byte[] secret;
        using (var made = Open())
        {
            wrapped = made.Wrap(key);
            secret = made.PseudonymSecret.ToArray();
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Ring));
        Assert.Equal([Ring], Directory.GetFiles(folder.Path));
        using var opened = Open(keysExist: true);
        Assert.Equal(secret, opened.PseudonymSecret.ToArray());
        Assert.Equal(key, Unwrapped(opened, wrapped));
    }

    [Fact]
    public void The_newest_generation_wraps_and_every_one_unwraps()
    {
        var (old, young) = (KeyGeneration.Fresh(), KeyGeneration.Fresh());
        using var before = new KeyRingFile("nowhere", new KeyRing(new byte[32], [old]));
        var wrapped = before.Wrap(key);
        using var after = new KeyRingFile("nowhere", new KeyRing(new byte[32], [old, young]));
        Assert.Equal(young.Id, after.Wrap(key).WrappedBy);
        Assert.Equal(key, Unwrapped(after, wrapped));
    }

    [Fact]
    public async Task Another_process_finds_a_new_generation_and_one_that_is_destroyed_is_gone_from_the_file()
    {
        using var mine = Open();
        using var theirs = Open();
        var old = mine.Wrap(key);
        var fresh = await theirs.Begin();
        Assert.Equal(fresh, theirs.Newest);
        Assert.Equal(key, Unwrapped(mine, theirs.Wrap(key))); // looks into the file for what it does not know
        Assert.Equal(fresh, mine.Newest);

        await theirs.Destroy(old.WrappedBy);
        await theirs.Destroy(old.WrappedBy);
        await theirs.Destroy(fresh); // the newest stays
        using var later = Open();
        Assert.Equal(fresh, later.Newest);
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(later, old));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(theirs, old));
        Assert.Equal(theirs.PseudonymSecret.ToArray(), later.PseudonymSecret.ToArray());
    }

    [Fact]
    public void What_another_ring_wrapped_is_not_available()
    {
        using var mine = Open();
        using var other = new KeyRingFile("nowhere", KeyRing.Fresh());
        var foreign = other.Wrap(key);
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(mine, foreign));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(mine, foreign with { WrappedBy = mine.Wrap(key).WrappedBy }));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(mine, mine.Wrap(key.AsSpan(0, 16))));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(mine, mine.Wrap(key) with { Bytes = [] }));
    }

    [Fact]
    public void Outside_Development_it_is_refused_whether_or_not_it_is_there()
    {
        Refused("outside Development", isDevelopment: false);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Open().Dispose();
        Refused("outside Development", isDevelopment: false);
    }

    [Fact]
    public void A_lost_ring_is_not_replaced_while_keys_need_it()
    {
        Refused("missing", keysExist: true);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_ring_open_to_others_is_refused(UnixFileMode extra)
    {
        Open().Dispose();
        File.SetUnixFileMode(Ring, File.GetUnixFileMode(Ring) | extra);
        Refused("chmod 600");
    }

    [Fact]
    public void A_damaged_ring_is_refused_and_never_overwritten()
    {
        Open().Dispose();
        var whole = File.ReadAllBytes(Ring);
        foreach (var damaged in new[] { [], whole[..(whole.Length / 2)], [.. whole, .. whole], new byte[100_000] })
        {
            File.WriteAllBytes(Ring, damaged);
            Refused("damaged");
            Assert.Equal(damaged, File.ReadAllBytes(Ring));
        }
    }

    [Fact]
    public void A_folder_in_its_place_is_refused()
    {
        Directory.CreateDirectory(Ring);
        Refused("cannot be opened");
    }

    [Fact]
    public async Task Racing_first_starts_end_with_one_ring()
    {
        var secrets = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            using var ring = Open();
            return Convert.ToHexString(ring.PseudonymSecret.Span);
        })));
        Assert.Single(secrets.Distinct());
        Assert.Equal([Ring], Directory.GetFiles(folder.Path));
    }

    private static byte[] Unwrapped(KeyRingFile ring, WrappedKey wrapped)
    {
        var key = new byte[32];
        ring.Unwrap(wrapped, key);
        return key;
    }

    private KeyRingFile Open(bool keysExist = false) => KeyRingFile.Open(Ring, isDevelopment: true, keysExist);

    private void Refused(string reason, bool isDevelopment = true, bool keysExist = false)
    {
        var refused = Assert.Throws<StartRefusedException>(() => KeyRingFile.Open(Ring, isDevelopment, keysExist));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
