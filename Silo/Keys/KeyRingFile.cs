using System.Security.Cryptography;
using Grains.Keys;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>
/// The key-encryption key in a file that only its owner can read (mode 0600), for Development; elsewhere it lives in an HSM. Made on the
/// first start, never overwritten.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="opened">What the file holds; owned by this object.</param>
internal sealed class KeyRingFile(string path, KeyRing opened) : IKeyWrapper, IDisposable
{
    // Replaced as a whole: who wraps or unwraps meanwhile goes on with the ring it has.
    private volatile KeyRing ring = opened;

    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "keyring.json";

    /// <summary>Makes the customers' pseudonyms; 32 bytes, valid until disposal.</summary>
    public ReadOnlyMemory<byte> PseudonymSecret => ring.PseudonymSecret;

    /// <summary>Opens the key ring, or makes it where there is none and none was needed yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isDevelopment">Whether this is Development.</param>
    /// <param name="keysExist">Whether the keys store holds keys: without the ring that wrapped them they are lost.</param>
    /// <returns>The ring.</returns>
    /// <exception cref="StartRefusedException">It may not be used, or is missing, readable by others, or damaged; nothing was changed.</exception>
    public static KeyRingFile Open(string path, bool isDevelopment, bool keysExist)
    {
        if (!isDevelopment)
        {
            throw new StartRefusedException("A key-ring file protects no customer outside Development: configure an HSM, or set the environment to Development.");
        }

        var json = GC.AllocateArray<byte>(KeyRingFormat.MaxLength, pinned: true);
        try
        {
            if (!File.Exists(path))
            {
                return Make(path, keysExist, json);
            }

            RefuseReadableByOthers(path);
            return KeyRingFormat.Read(json.AsSpan(0, Load(path, json))) is { } ring
                ? new KeyRingFile(path, ring)
                : throw new StartRefusedException($"The key ring {path} is damaged: restore it from a backup.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The key ring {path} cannot be opened ({exception.GetType().Name}): check the file and its folder.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <inheritdoc/>
    public string Newest => ring.Generations[^1].Id;

    /// <inheritdoc/>
    public WrappedKey Wrap(ReadOnlySpan<byte> key)
    {
        var newest = ring.Generations[^1];
        return new WrappedKey(newest.Id, KeyWrap.Wrap(newest.Key, key));
    }

    /// <inheritdoc/>
    public void Unwrap(WrappedKey wrapped, Span<byte> key)
    {
        if (ring.Find(wrapped.WrappedBy) is null)
        {
            Reload();
        }

        if (ring.Find(wrapped.WrappedBy) is not { } generation
            || !KeyWrap.TryUnwrap(generation.Key, wrapped.Bytes, key, out var length) || length != key.Length)
        {
            throw new KeyUnavailableException();
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> Begin()
    {
        Reload(); // whoever else has written it
        var fresh = KeyGeneration.Fresh();
        Save(ring.With([.. ring.Generations, fresh]));
        return ValueTask.FromResult(fresh.Id);
    }

    /// <inheritdoc/>
    public ValueTask Destroy(string generation)
    {
        Reload();
        if (ring.Find(generation) is { } known && generation != Newest)
        {
            Save(ring.With([.. ring.Generations.Where(kept => kept != known)]));
            known.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Reload()
    {
        var json = GC.AllocateArray<byte>(KeyRingFormat.MaxLength, pinned: true);
        try
        {
            // A ring that cannot be read now is no reason to let go of the one that is open.
            if (KeyRingFormat.Read(json.AsSpan(0, Load(path, json))) is { } read)
            {
                ring = ring.With([.. read.Generations.Select(one => ring.Find(one.Id) ?? one)]);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ring.Dispose();

    private void Save(KeyRing next)
    {
        var json = GC.AllocateArray<byte>(KeyRingFormat.MaxLength, pinned: true);
        try
        {
            DurableFile.Replace(path, json.AsSpan(0, KeyRingFormat.Write(next, json)));
            ring = next;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    private static KeyRingFile Make(string path, bool keysExist, byte[] json)
    {
        if (keysExist)
        {
            throw new StartRefusedException($"The key ring {path} is missing, and the keys store holds keys that only it can open: restore it from a backup.");
        }

        var ring = KeyRing.Fresh();
        if (!DurableFile.TryCreate(path, json.AsSpan(0, KeyRingFormat.Write(ring, json))))
        {
            ring.Dispose();
            return Open(path, isDevelopment: true, keysExist); // another process was first
        }

        return new KeyRingFile(path, ring);
    }

    private static void RefuseReadableByOthers(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~DurableFile.OwnerOnly) is not UnixFileMode.None and var open)
        {
            throw new StartRefusedException($"The key ring {path} is open to others ({open}): run chmod 600 on it, and replace it where others may have read it.");
        }
    }

    private static int Load(string path, byte[] json)
    {
        using var file = File.OpenHandle(path);
        var length = 0;
        while (length < json.Length && RandomAccess.Read(file, json.AsSpan(length), length) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }
}
