using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace Silo.Keys;

/// <summary>A generation of the key-encryption key, which never leaves the token.</summary>
/// <param name="Id">Its CKA_ID in lower-case hexadecimal, which stands beside everything that it wrapped.</param>
/// <param name="Number">Its place among the generations, from its label.</param>
/// <param name="Handle">Its handle in the library.</param>
/// <param name="IsConfined">Whether the token keeps it to itself.</param>
internal sealed record HsmKey(string Id, int Number, ulong Handle, bool IsConfined);

/// <summary>
/// The token's key-encryption keys: AES-256, labelled <c>profile-platform-kek</c> (the first generation), <c>profile-platform-kek-2</c> and so
/// on. The greatest number wraps, the lesser id where two are equal; every one unwraps.
/// </summary>
internal static class HsmKeys
{
    /// <summary>The label of the first generation, and how the others' begin.</summary>
    public const string Label = "profile-platform-kek";

    private const int IdLength = 8;
    private const int MaxIdLength = 32; // 64 hexadecimal digits: as long as the keys store takes
    private const int MaxLabelLength = 64;
    private const int KeysAtOnce = 64;

    /// <summary>What a key is while it passes through a session: an object of that session which can be read and wrapped.</summary>
    /// <returns>The template, owned by the caller; without a value.</returns>
    public static HsmTemplate Passing() => new HsmTemplate()
        .Add(CKA.CKA_CLASS, (ulong)CKO.CKO_SECRET_KEY).Add(CKA.CKA_KEY_TYPE, (ulong)CKK.CKK_GENERIC_SECRET)
        .Add(CKA.CKA_TOKEN, false).Add(CKA.CKA_PRIVATE, true).Add(CKA.CKA_SENSITIVE, false).Add(CKA.CKA_EXTRACTABLE, true);

    /// <summary>Finds the generations.</summary>
    /// <param name="library">The library.</param>
    /// <param name="session">A session that is logged in.</param>
    /// <returns>The generations, oldest first.</returns>
    /// <exception cref="HsmException">They cannot be read.</exception>
    public static IReadOnlyList<HsmKey> Find(Pkcs11Library library, ulong session)
    {
        return [.. Handles(library, session).Select(Read).OfType<HsmKey>().OrderBy(static key => key.Number).ThenByDescending(static key => key.Id, StringComparer.Ordinal)];

        HsmKey? Read(ulong handle)
        {
            using var template = new HsmTemplate();
            template.Room(CKA.CKA_LABEL, MaxLabelLength);
            template.Room(CKA.CKA_ID, MaxIdLength);
            template.Room(CKA.CKA_SENSITIVE, 1);
            template.Room(CKA.CKA_EXTRACTABLE, 1);
            var read = template.ToArray();
            var result = library.C_GetAttributeValue(session, handle, read, (ulong)read.Length);
            if (result is CKR.CKR_BUFFER_TOO_SMALL)
            {
                return null; // another's key
            }

            HsmException.Check(result, nameof(library.C_GetAttributeValue));
            var id = template.Value(1, read[1].valueLen);
            return NumberOf(Encoding.UTF8.GetString(template.Value(0, read[0].valueLen))) is { } number && !id.IsEmpty
                ? new HsmKey(Convert.ToHexStringLower(id), number, handle, template.Value(2, read[2].valueLen) is [1] && template.Value(3, read[3].valueLen) is [0])
                : null;
        }
    }

    /// <summary>Makes a generation inside the token: it wraps and unwraps, and never leaves.</summary>
    /// <param name="library">The library.</param>
    /// <param name="session">A writing session that is logged in.</param>
    /// <param name="number">Its place among the generations, from 1.</param>
    /// <exception cref="HsmException">The token does not make it.</exception>
    public static void Make(Pkcs11Library library, ulong session, int number)
    {
        using var template = new HsmTemplate()
            .Add(CKA.CKA_CLASS, (ulong)CKO.CKO_SECRET_KEY).Add(CKA.CKA_KEY_TYPE, (ulong)CKK.CKK_AES).Add(CKA.CKA_VALUE_LEN, KeyGeneration.Length)
            .Add(CKA.CKA_LABEL, Encoding.UTF8.GetBytes(LabelOf(number))).Add(CKA.CKA_ID, RandomNumberGenerator.GetBytes(IdLength))
            .Add(CKA.CKA_TOKEN, true).Add(CKA.CKA_PRIVATE, true).Add(CKA.CKA_SENSITIVE, true).Add(CKA.CKA_EXTRACTABLE, false)
            .Add(CKA.CKA_ENCRYPT, false).Add(CKA.CKA_DECRYPT, false).Add(CKA.CKA_SIGN, false).Add(CKA.CKA_VERIFY, false)
            .Add(CKA.CKA_WRAP, true).Add(CKA.CKA_UNWRAP, true);
        var (attributes, mechanism, key) = (template.ToArray(), new CK_MECHANISM { Mechanism = (ulong)CKM.CKM_AES_KEY_GEN }, 0UL);
        HsmException.Check(library.C_GenerateKey(session, ref mechanism, attributes, (ulong)attributes.Length, ref key), nameof(library.C_GenerateKey));
    }

    private static string LabelOf(int number) => number == 1 ? Label : string.Create(CultureInfo.InvariantCulture, $"{Label}-{number}");

    /// <summary>The number of a generation.</summary>
    /// <param name="label">A key's label.</param>
    /// <returns>1 for the first; null where it is no key-encryption key's.</returns>
    internal static int? NumberOf(string label) =>
        label == Label ? 1
        : label.StartsWith(Label + "-", StringComparison.Ordinal)
            && int.TryParse(label.AsSpan(Label.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static List<ulong> Handles(Pkcs11Library library, ulong session)
    {
        using var wanted = new HsmTemplate().Add(CKA.CKA_CLASS, (ulong)CKO.CKO_SECRET_KEY).Add(CKA.CKA_KEY_TYPE, (ulong)CKK.CKK_AES).Add(CKA.CKA_TOKEN, true);
        var attributes = wanted.ToArray();
        HsmException.Check(library.C_FindObjectsInit(session, attributes, (ulong)attributes.Length), nameof(library.C_FindObjectsInit));
        var (all, some, count, code) = (new List<ulong>(), new ulong[KeysAtOnce], 0UL, CKR.CKR_OK);
        do
        {
            code = library.C_FindObjects(session, some, KeysAtOnce, ref count);
            all.AddRange(some.Take(code is CKR.CKR_OK ? (int)count : 0));
        }
        while (code is CKR.CKR_OK && count > 0);
        _ = library.C_FindObjectsFinal(session);
        HsmException.Check(code, nameof(library.C_FindObjects));
        return all;
    }
}
