using System.Runtime.InteropServices;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace Silo.Keys;

/// <summary>
/// An HSM's client library (PKCS#11 2.40), once in a process however many use it: what one finalizes is finalized for all. Calls run beside
/// each other; a restart of the library waits for them and keeps new ones out.
/// </summary>
internal sealed class HsmModule : IDisposable
{
    private const long MinMillisecondsBetweenRestarts = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, HsmModule> Loaded = [];

    private readonly ReaderWriterLockSlim running = new();
    private readonly string path;
    private long restartedAt = -MinMillisecondsBetweenRestarts;
    private long heldUpAt = -MinMillisecondsBetweenRestarts;
    private int users;

    // The package asks for "libdl", which a system without development files has only as libdl.so.2.
    static HsmModule() => NativeLibrary.SetDllImportResolver(typeof(Pkcs11Library).Assembly, static (name, assembly, search) =>
        name == "libdl" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libdl.so.2", assembly, search, out var handle) ? handle : IntPtr.Zero);

    private HsmModule(string path)
    {
        this.path = path;
        Library = new Pkcs11Library(path);
    }

    /// <summary>The library.</summary>
    public Pkcs11Library Library { get; }

    /// <summary>How often it was restarted: a session of an earlier time is gone, and its handle may be another's.</summary>
    public int Epoch { get; private set; }

    /// <summary>Loads and initializes the library, or shares it.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The library, to be disposed of by each who opened it.</returns>
    /// <exception cref="LibraryArchitectureException">It is built for another machine.</exception>
    /// <exception cref="UnmanagedException">It cannot be loaded.</exception>
    /// <exception cref="HsmException">It cannot be initialized.</exception>
    public static HsmModule Open(string path)
    {
        lock (Gate)
        {
            if (!Loaded.TryGetValue(path, out var module))
            {
                module = new HsmModule(path);
                module.Initialize();
                Loaded.Add(path, module);
            }

            module.users++;
            return module;
        }
    }

    /// <summary>Runs calls that a restart must not break into.</summary>
    /// <typeparam name="T">What they give.</typeparam>
    /// <param name="calls">The calls.</param>
    /// <returns>What they gave.</returns>
    public T Run<T>(Func<T> calls)
    {
        running.EnterReadLock();
        try
        {
            return calls();
        }
        finally
        {
            running.ExitReadLock();
        }
    }

    /// <summary>Finds a token.</summary>
    /// <param name="label">Its label.</param>
    /// <returns>Its slot.</returns>
    /// <exception cref="HsmException">There is none.</exception>
    public ulong SlotOf(string label)
    {
        ulong count = 0;
        HsmException.Check(Library.C_GetSlotList(true, null, ref count), nameof(Library.C_GetSlotList));
        var slots = new ulong[count];
        HsmException.Check(Library.C_GetSlotList(true, slots, ref count), nameof(Library.C_GetSlotList));
        foreach (var slot in slots.AsSpan(0, (int)count))
        {
            var token = default(CK_TOKEN_INFO);
            if (Library.C_GetTokenInfo(slot, ref token) is CKR.CKR_OK && Encoding.UTF8.GetString(token.Label).TrimEnd(' ', '\0') == label)
            {
                return slot;
            }
        }

        throw new HsmException(nameof(Library.C_GetTokenInfo), CKR.CKR_TOKEN_NOT_PRESENT);
    }

    /// <summary>Finalizes the library and initializes it again, at most once a second: many find a token that was away only so.</summary>
    /// <param name="seen">The epoch that did not work; where another thread has restarted since, nothing is done.</param>
    public void Restart(int seen)
    {
        // A call that hangs is not waited for: whoever waits to write keeps the others from reading.
        if (Environment.TickCount64 - Volatile.Read(ref heldUpAt) < MinMillisecondsBetweenRestarts)
        {
            return;
        }

        if (!running.TryEnterWriteLock(Patience))
        {
            Volatile.Write(ref heldUpAt, Environment.TickCount64);
            return;
        }

        try
        {
            if (Epoch != seen || Environment.TickCount64 - restartedAt < MinMillisecondsBetweenRestarts)
            {
                return;
            }

            Epoch++;
            restartedAt = Environment.TickCount64;
            _ = Library.C_Finalize(IntPtr.Zero);
            Initialize();
        }
        finally
        {
            running.ExitWriteLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--users > 0)
            {
                return;
            }

            Loaded.Remove(path);
            _ = Library.C_Finalize(IntPtr.Zero);
            Library.Dispose();
            running.Dispose();
        }
    }

    private void Initialize()
    {
        var code = Library.C_Initialize(new CK_C_INITIALIZE_ARGS { Flags = CKF.CKF_OS_LOCKING_OK });
        if (code is not CKR.CKR_CRYPTOKI_ALREADY_INITIALIZED)
        {
            HsmException.Check(code, nameof(Library.C_Initialize));
        }
    }
}
