using System.Security.Cryptography;
using Grains.Keys;
using Net.Pkcs11Interop.Common;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>Opens the HSM at a silo's start: what is wrong is said in one line.</summary>
internal static class HsmStart
{
    /// <summary>Opens the token, makes its first key-encryption key where none was needed yet, and tries it.</summary>
    /// <param name="options">The token and its PIN; owned by the sessions from here on.</param>
    /// <param name="keysExist">Whether the keys store holds keys.</param>
    /// <returns>The sessions.</returns>
    /// <exception cref="StartRefusedException">Something cannot be used.</exception>
    public static HsmSessions Open(HsmOptions options, bool keysExist)
    {
        HsmModule? module = null;
        try
        {
            module = Load(options.Module);
            FirstSession(module, options, keysExist);
            return new HsmSessions(module, options);
        }
        catch (Exception exception)
        {
            module?.Dispose();
            options.Dispose();
            throw exception is HsmException refused ? new StartRefusedException(Reason(refused, options.TokenLabel)) : exception;
        }
    }

    /// <summary>What to do about a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="label">The token's label.</param>
    /// <returns>One line.</returns>
    internal static string Reason(HsmException failure, string label) => failure.Code switch
    {
        CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_TOKEN_NOT_RECOGNIZED or CKR.CKR_SLOT_ID_INVALID =>
            $"The HSM has no token labelled {label}: set Hsm:TokenLabel (Hsm__TokenLabel) to one that it has, or connect the one it should have.",
        CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE =>
            $"The HSM refuses the PIN of token {label}: correct Hsm:Pin or Hsm:PinFile (Hsm__Pin, Hsm__PinFile) before another start; a few wrong ones lock it.",
        CKR.CKR_PIN_LOCKED => $"The PIN of the HSM's token {label} is locked: have the token's security officer set a new one, and put it in Hsm:Pin or Hsm:PinFile.",
        CKR.CKR_PIN_EXPIRED or CKR.CKR_USER_PIN_NOT_INITIALIZED =>
            $"The HSM's token {label} has no valid user PIN: have the token's security officer set one, and put it in Hsm:Pin or Hsm:PinFile.",
        CKR.CKR_TOKEN_WRITE_PROTECTED => $"The HSM's token {label} is write-protected, and holds no key-encryption key: make one in it, AES-256, labelled {HsmKeys.Label}.",
        _ => $"The HSM's token {label} cannot be used ({failure.Message.TrimEnd('.')}): check the HSM and its client's configuration.",
    };

    private static HsmModule Load(string path)
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? throw new StartRefusedException("An HSM is used on 64-bit Linux and macOS only: unset Hsm:Module (Hsm__Module), or run there.")
                : HsmModule.Open(path);
        }
        catch (Exception exception) when (exception is LibraryArchitectureException or UnmanagedException or DllNotFoundException)
        {
            throw new StartRefusedException($"Hsm:Module (Hsm__Module) {path} cannot be loaded: set it to the PKCS#11 library of the HSM's client.");
        }
    }

    private static void FirstSession(HsmModule module, HsmOptions options, bool keysExist) => module.Run(() =>
    {
        using var session = HsmSession.Open(module, options, isWriting: true);
        if (session.Keys.Count == 0)
        {
            if (keysExist)
            {
                throw new StartRefusedException(
                    $"The HSM's token {options.TokenLabel} holds no key {HsmKeys.Label}, and the keys store holds keys that only it can open: restore it, or name its token.");
            }

            session.MakeKey();
        }

        if (session.Keys.FirstOrDefault(static key => !key.IsConfined) is { } loose)
        {
            throw new StartRefusedException(
                $"The HSM's token {options.TokenLabel} gives its key-encryption key {loose.Id} away: it must be sensitive and not extractable. Replace it.");
        }

        Try(session, options.TokenLabel);
        return true;
    });

    // CKM_AES_KEY_WRAP_PAD is RFC 5649 in some HSMs and something longer in others.
    private static void Try(HsmSession session, string label)
    {
        var (key, back) = (RandomNumberGenerator.GetBytes(CustomerKey.Length), new byte[CustomerKey.Length]);
        try
        {
            session.Unwrap(session.Newest, session.Wrap(session.Newest, key), back);
        }
        catch (HsmException failure) when (failure.Code is CKR.CKR_MECHANISM_INVALID or CKR.CKR_WRAPPED_KEY_LEN_RANGE or CKR.CKR_BUFFER_TOO_SMALL)
        {
            throw new StartRefusedException($"The HSM's token {label} does not wrap keys by AES-KWP (RFC 5649): use an HSM that does.");
        }

        if (!key.AsSpan().SequenceEqual(back))
        {
            throw new StartRefusedException($"The HSM's token {label} does not give back the key that it wrapped: check the HSM.");
        }
    }
}
