using Net.Pkcs11Interop.Common;

namespace Silo.Keys;

/// <summary>A call to the HSM failed. Does not leave the wrapper: to callers every failure is the same.</summary>
/// <param name="call">The PKCS#11 function.</param>
/// <param name="code">What it returned.</param>
internal sealed class HsmException(string call, CKR code) : Exception($"{call} returned {code}.")
{
    /// <summary>What the function returned.</summary>
    public CKR Code => code;

    /// <summary>Throws unless a call succeeded.</summary>
    /// <param name="code">What it returned.</param>
    /// <param name="call">The PKCS#11 function.</param>
    /// <exception cref="HsmException">It failed.</exception>
    public static void Check(CKR code, string call)
    {
        if (code is not CKR.CKR_OK)
        {
            throw new HsmException(call, code);
        }
    }
}
