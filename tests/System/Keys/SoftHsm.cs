using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Configuration;
using Net.Pkcs11Interop.Common;
using Silo.Keys;

namespace Tests.System.Keys;

/// <summary>The tests that use the HSM run one after another: its library is one in a process, and they take it away.</summary>
[CollectionDefinition(Name)]
public sealed class HsmTests : ICollectionFixture<SoftHsm>
{
    public const string Name = "HSM";
}

/// <summary>An HSM of the tests' own: SoftHSM with its tokens in a temporary folder. Where it is not installed <see cref="Missing"/> says so.</summary>
public sealed class SoftHsm : IDisposable
{
    public const string Pin = "271828";
    private static readonly string[] Places =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", .. Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-*").Select(static d => Path.Combine(d, "softhsm", "libsofthsm2.so")) : []];

    private static readonly string? Found = Places.FirstOrDefault(File.Exists);
    private readonly string folder = Directory.CreateTempSubdirectory("profileplatform-hsm").FullName;

    public SoftHsm()
    {
        Directory.CreateDirectory(Tokens);
        File.WriteAllText(Configuration, $"directories.tokendir = {Tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        if (Found is not null)
        {
            SetNative("SOFTHSM2_CONF", Configuration);
        }
    }

    private delegate int SetEnvironment(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);

    /// <summary>Why there is no HSM; null where there is one.</summary>
    public static string? Missing => Found is null ? "SoftHSM is not installed (no libsofthsm2.so)." : null;

    public static string Module => Found!;

    /// <summary>SoftHSM's configuration file, for SOFTHSM2_CONF.</summary>
    public string Configuration => Path.Combine(folder, "softhsm2.conf");

    /// <summary>The folder that holds the tokens; without it there are none.</summary>
    public string Tokens => Path.Combine(folder, "tokens");

    /// <summary>Makes a token.</summary>
    /// <returns>Its label.</returns>
    public string NewToken()
    {
        var label = $"bank-{Guid.NewGuid():N}"[..20];
        var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", label, "--so-pin", "314159", "--pin", Pin])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["SOFTHSM2_CONF"] = Configuration;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return label;
    }

    /// <summary>The settings of a token.</summary>
    internal static IConfiguration Settings(string label, params (string Name, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?> { ["Hsm:Module"] = Module, ["Hsm:TokenLabel"] = label, ["Hsm:Pin"] = Pin };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    /// <summary>Opens a wrapper on a token.</summary>
    internal static HsmKeyWrapper Open(string label, bool keysExist = false) => HsmKeyWrapper.Open(HsmOptions.Of(Settings(label))!, keysExist);

    /// <summary>Works in a session that may write.</summary>
    internal static T InSession<T>(string label, Func<HsmModule, ulong, T> work) => InSession(label, Pin, work);

    private static T InSession<T>(string label, string userPin, Func<HsmModule, ulong, T> work)
    {
        using var module = HsmModule.Open(Module);
        var session = 0UL;
        Assert.Equal(CKR.CKR_OK, module.Library.C_OpenSession(module.SlotOf(label), CKF.CKF_SERIAL_SESSION | CKF.CKF_RW_SESSION, IntPtr.Zero, IntPtr.Zero, ref session));
        var pin = Encoding.UTF8.GetBytes(userPin);
        Assert.Contains(module.Library.C_Login(session, CKU.CKU_USER, pin, (ulong)pin.Length), new[] { CKR.CKR_OK, CKR.CKR_USER_ALREADY_LOGGED_IN });
        var result = work(module, session);
        Assert.Equal(CKR.CKR_OK, module.Library.C_CloseSession(session));
        return result;
    }

    /// <summary>Puts a known key-encryption key into a token.</summary>
    internal static void Import(string label, int number, string id, byte[] key, bool isExtractable = false) => InSession(label, (module, session) =>
    {
        using var template = new HsmTemplate()
            .Add(CKA.CKA_CLASS, (ulong)CKO.CKO_SECRET_KEY).Add(CKA.CKA_KEY_TYPE, (ulong)CKK.CKK_AES).Add(CKA.CKA_VALUE, key)
            .Add(CKA.CKA_LABEL, number == 1 ? "profile-platform-kek"u8 : [.. "profile-platform-kek-"u8, (byte)('0' + number)]).Add(CKA.CKA_ID, Convert.FromHexString(id))
            .Add(CKA.CKA_TOKEN, true).Add(CKA.CKA_PRIVATE, true).Add(CKA.CKA_SENSITIVE, true).Add(CKA.CKA_EXTRACTABLE, isExtractable)
            .Add(CKA.CKA_WRAP, true).Add(CKA.CKA_UNWRAP, true);
        var (attributes, made) = (template.ToArray(), 0UL);
        Assert.Equal(CKR.CKR_OK, module.Library.C_CreateObject(session, attributes, (ulong)attributes.Length, ref made));
        return true;
    });

    /// <summary>Sets a token's PIN.</summary>
    internal static void ChangePin(string label, string from, string to) => InSession(label, from, (module, session) =>
    {
        var (old, fresh) = (Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));
        Assert.Equal(CKR.CKR_OK, module.Library.C_SetPIN(session, old, (ulong)old.Length, fresh, (ulong)fresh.Length));
        return true;
    });

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The library reads its process's own environment, which .NET only copies.
    private static void SetNative(string name, string value) => Marshal.GetDelegateForFunctionPointer<SetEnvironment>(
        NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "setenv"))(name, value, 1);
}
