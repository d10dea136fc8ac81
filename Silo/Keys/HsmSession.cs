using Grains.Keys;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace Silo.Keys;

/// <summary>
/// A logged-in session with the token, for one thread at a time: two threads on one session have given wrong results. Keys are wrapped by
/// C_WrapKey of a session object: the mechanism is not offered for C_Encrypt everywhere.
/// </summary>
internal sealed class HsmSession : IDisposable
{
    private const CKM KeyWrapKwp = (CKM)0x210B; // CKM_AES_KEY_WRAP_KWP of PKCS#11 3.0, RFC 5649 by definition

    private readonly HsmModule module;
    private readonly Pkcs11Library library;
    private readonly ulong handle;
    private CK_MECHANISM mechanism;

    private HsmSession(HsmModule module, ulong handle, CKM mechanism)
    {
        (this.module, library, this.handle, Epoch) = (module, module.Library, handle, module.Epoch);
        this.mechanism = new CK_MECHANISM { Mechanism = (ulong)mechanism };
    }

    /// <summary>When it was opened: closed by itself once the library is in another epoch.</summary>
    public int Epoch { get; }

    /// <summary>The key-encryption keys, oldest first; at least one, except in a writing session.</summary>
    public IReadOnlyList<HsmKey> Keys { get; private set; } = [];

    /// <summary>The key-encryption key that wraps.</summary>
    /// <exception cref="HsmException">There is none that the token keeps to itself.</exception>
    public HsmKey Newest => Keys.LastOrDefault(static key => key.IsConfined) ?? throw new HsmException(nameof(Newest), CKR.CKR_KEY_HANDLE_INVALID);

    /// <summary>Opens a session and logs in.</summary>
    /// <param name="module">The library.</param>
    /// <param name="options">The token and its PIN.</param>
    /// <param name="isWriting">Whether it is to make a key in the token.</param>
    /// <returns>The session.</returns>
    /// <exception cref="HsmException">The token is not there, refuses the PIN, holds no key-encryption key, or fails.</exception>
    public static HsmSession Open(HsmModule module, HsmOptions options, bool isWriting = false)
    {
        var (library, slot, handle) = (module.Library, module.SlotOf(options.TokenLabel), 0UL);
        var flags = CKF.CKF_SERIAL_SESSION | (isWriting ? CKF.CKF_RW_SESSION : 0);
        HsmException.Check(library.C_OpenSession(slot, flags, IntPtr.Zero, IntPtr.Zero, ref handle), nameof(library.C_OpenSession));
        var info = default(CK_MECHANISM_INFO);
        var mechanism = library.C_GetMechanismInfo(slot, KeyWrapKwp, ref info) is CKR.CKR_OK ? KeyWrapKwp : CKM.CKM_AES_KEY_WRAP_PAD;
        var session = new HsmSession(module, handle, mechanism);
        try
        {
            session.LogIn(options);
            session.Keys = HsmKeys.Find(module.Library, handle);
            return session.Keys.Count > 0 || isWriting ? session : throw new HsmException(nameof(Keys), CKR.CKR_KEY_HANDLE_INVALID);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Which look at the token's keys <see cref="Keys"/> is of.</summary>
    public int Look { get; private set; }

    /// <summary>Looks at the token's keys again, unless that has been done.</summary>
    /// <param name="look">The look that is asked for.</param>
    /// <exception cref="HsmException">They cannot be read.</exception>
    public void Refresh(int look)
    {
        if (Look != look)
        {
            (Keys, Look) = (HsmKeys.Find(library, handle), look);
        }
    }

    /// <summary>Makes the next key-encryption key: the first, or one that takes the place of the newest. In a writing session.</summary>
    /// <returns>Its id.</returns>
    public string MakeKey()
    {
        HsmKeys.Make(library, handle, Keys.Select(static key => key.Number).DefaultIfEmpty().Max() + 1);
        Keys = HsmKeys.Find(library, handle);
        return Newest.Id;
    }

    /// <summary>Destroys a key-encryption key, unless it is the newest. In a writing session.</summary>
    /// <param name="id">Its id.</param>
    public void DestroyKey(string id)
    {
        if (Keys.FirstOrDefault(key => key.Id == id) is { } known && id != Newest.Id)
        {
            Destroy(known.Handle);
            Keys = HsmKeys.Find(library, handle);
        }
    }

    /// <summary>Finds a key-encryption key, also one that was made since.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The key.</returns>
    /// <exception cref="KeyUnavailableException">The token has none of that id.</exception>
    public HsmKey Find(string id)
    {
        if (Keys.FirstOrDefault(key => key.Id == id) is { } known)
        {
            return known;
        }

        Keys = HsmKeys.Find(library, handle);
        return Keys.FirstOrDefault(key => key.Id == id) ?? throw new KeyUnavailableException();
    }

    /// <summary>Wraps a key; none stays behind.</summary>
    /// <param name="wrapping">The key-encryption key.</param>
    /// <param name="key">The key, in pinned memory.</param>
    /// <returns>The wrapped key.</returns>
    /// <exception cref="HsmException">The HSM refused or failed.</exception>
    public byte[] Wrap(HsmKey wrapping, ReadOnlySpan<byte> key)
    {
        using var template = HsmKeys.Passing().Add(CKA.CKA_VALUE, key);
        var (attributes, passing) = (template.ToArray(), 0UL);
        HsmException.Check(library.C_CreateObject(handle, attributes, (ulong)attributes.Length, ref passing), nameof(library.C_CreateObject));
        var (wrapped, length) = (new byte[KeyWrap.WrappedLength], (ulong)KeyWrap.WrappedLength);
        var code = library.C_WrapKey(handle, ref mechanism, wrapping.Handle, passing, wrapped, ref length);
        Destroy(passing);
        HsmException.Check(code, nameof(library.C_WrapKey));
        return length == KeyWrap.WrappedLength ? wrapped : throw new HsmException(nameof(library.C_WrapKey), CKR.CKR_WRAPPED_KEY_LEN_RANGE);
    }

    /// <summary>Unwraps a key; none stays behind.</summary>
    /// <param name="wrapping">The key-encryption key.</param>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="key">Where the key goes; as long as it must be.</param>
    /// <exception cref="HsmException">It does not unwrap, or the HSM failed: the two look alike.</exception>
    public void Unwrap(HsmKey wrapping, byte[] wrapped, Span<byte> key)
    {
        using var template = HsmKeys.Passing();
        var (attributes, passing) = (template.ToArray(), 0UL);
        HsmException.Check(
            library.C_UnwrapKey(handle, ref mechanism, wrapping.Handle, wrapped, (ulong)wrapped.Length, attributes, (ulong)attributes.Length, ref passing),
            nameof(library.C_UnwrapKey));
        using var read = new HsmTemplate();
        read.Room(CKA.CKA_VALUE, key.Length);
        attributes = read.ToArray();
        var code = library.C_GetAttributeValue(handle, passing, attributes, 1);
        Destroy(passing);
        HsmException.Check(code, nameof(library.C_GetAttributeValue));
        var value = read.Value(0, attributes[0].valueLen);
        if (value.Length != key.Length)
        {
            throw new HsmException(nameof(library.C_GetAttributeValue), CKR.CKR_KEY_SIZE_RANGE);
        }

        value.CopyTo(key);
    }

    /// <summary>Closes it, which destroys whatever key passed through it and is still there.</summary>
    public void Dispose()
    {
        if (Epoch == module.Epoch)
        {
            _ = library.C_CloseSession(handle);
        }
    }

    private void LogIn(HsmOptions options)
    {
        lock (options.LoggingIn)
        {
            var code = options.IsRefused ? CKR.CKR_PIN_INCORRECT : library.C_Login(handle, CKU.CKU_USER, options.Pin, (ulong)options.Pin.Length);
            options.IsRefused = code is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_LOCKED;
            HsmException.Check(code is CKR.CKR_USER_ALREADY_LOGGED_IN ? CKR.CKR_OK : code, nameof(library.C_Login));
        }
    }

    // A session that cannot destroy its objects is closed, and they with it.
    private void Destroy(ulong passing) => HsmException.Check(library.C_DestroyObject(handle, passing), nameof(library.C_DestroyObject));
}
