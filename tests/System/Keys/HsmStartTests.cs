using System.Runtime.Versioning;
using Grains.Keys;
using Net.Pkcs11Interop.Common;
using Silo.Keys;
using Silo.Storage;
using Tests.Storage;

namespace Tests.System.Keys;

/// <summary>What a silo finds in the HSM when it starts, and what it says where it finds something else.</summary>
[Collection(HsmTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class HsmStartTests(SoftHsm hsm) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void The_first_start_makes_a_key_that_never_leaves_and_the_next_finds_it()
    {
        var label = NewToken();
        var (key, back) = (Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray(), new byte[32]);
        WrappedKey wrapped;
        using (var first = SoftHsm.Open(label))
        {
            wrapped = first.Wrap(key);
        }

        using (var next = SoftHsm.Open(label, keysExist: true))
        {
            next.Unwrap(wrapped, back);
            Assert.Equal(wrapped.WrappedBy, next.Wrap(key).WrappedBy);
        }

        Assert.Equal(key, back);
        Assert.Matches("^[0-9a-f]{16}$", wrapped.WrappedBy);
        SoftHsm.InSession(label, (module, session) =>
        {
            var made = Assert.Single(HsmKeys.Find(module.Library, session));
            Assert.Equal((1, true), (made.Number, made.IsConfined));
            foreach (var (attribute, expected) in new[] { (CKA.CKA_NEVER_EXTRACTABLE, 1), (CKA.CKA_ALWAYS_SENSITIVE, 1), (CKA.CKA_WRAP, 1), (CKA.CKA_UNWRAP, 1), (CKA.CKA_ENCRYPT, 0), (CKA.CKA_DECRYPT, 0), (CKA.CKA_SIGN, 0) })
            {
                using var template = new HsmTemplate();
                template.Room(attribute, 1);
                var read = template.ToArray();
                Assert.Equal(CKR.CKR_OK, module.Library.C_GetAttributeValue(session, made.Handle, read, 1));
                Assert.True(template.Value(0, read[0].valueLen)[0] == expected, $"{attribute}");
            }

            using var value = new HsmTemplate();
            value.Room(CKA.CKA_VALUE, 32);
            Assert.Equal(CKR.CKR_ATTRIBUTE_SENSITIVE, module.Library.C_GetAttributeValue(session, made.Handle, value.ToArray(), 1));
            return true;
        });
    }

    [SkippableFact]
    public void A_lost_key_is_not_replaced_while_keys_need_it()
    {
        var label = NewToken();
        Refused("holds no key profile-platform-kek", label, keysExist: true);
        Assert.Empty(SoftHsm.InSession(label, static (module, session) => HsmKeys.Find(module.Library, session)));
    }

    [SkippableFact]
    public void A_key_that_could_leave_is_refused()
    {
        var label = NewToken();
        SoftHsm.Import(label, 1, "00112233445566aa", new byte[32], isExtractable: true);
        Refused("not extractable", label);
    }

    [SkippableFact]
    public void A_wrong_PIN_is_refused() => Refused("refuses the PIN", NewToken(), more: ("Hsm:Pin", "000000"));

    [SkippableFact]
    public void A_token_that_is_not_there_is_refused()
    {
        NewToken();
        Refused("no token labelled nowhere", "nowhere");
    }

    [SkippableFact]
    public void A_library_that_is_none_is_refused()
    {
        var (label, text) = (NewToken(), folder.File("library.so"));
        File.WriteAllText(text, "no library");
        Refused("Hsm:Module", label, more: ("Hsm:Module", "/there/is/no/such/file"));
        Refused("Hsm:Module", label, more: ("Hsm:Module", text));
    }

    [SkippableFact]
    public void The_PIN_may_stand_in_a_file_that_only_its_owner_reads()
    {
        var (label, pin) = (NewToken(), folder.File("pin"));
        File.WriteAllText(pin, SoftHsm.Pin + "\n");
        File.SetUnixFileMode(pin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Refused("chmod 600", label, more: [("Hsm:Pin", null), ("Hsm:PinFile", pin)]);
        File.SetUnixFileMode(pin, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        HsmKeyWrapper.Open(HsmOptions.Of(SoftHsm.Settings(label, ("Hsm:Pin", null), ("Hsm:PinFile", pin)))!, keysExist: false).Dispose();
        File.WriteAllText(pin, "\n");
        Refused("is empty", label, more: [("Hsm:Pin", null), ("Hsm:PinFile", pin)]);
    }

    [SkippableTheory]
    [InlineData("Hsm:TokenLabel", "", "Hsm:TokenLabel")]
    [InlineData("Hsm:Pin", "", "Hsm:PinFile")]
    [InlineData("Hsm:PinFile", "/there/is/no/such/file", "Set one of")]
    public void A_setting_that_is_missing_or_one_too_many_is_refused(string name, string value, string said) => Refused(said, NewToken(), more: (name, value));

    [Theory]
    [InlineData(CKR.CKR_PIN_LOCKED, "locked")]
    [InlineData(CKR.CKR_PIN_EXPIRED, "no valid user PIN")]
    [InlineData(CKR.CKR_DEVICE_REMOVED, "check the HSM")]
    public void What_SoftHSM_never_says_is_told_apart_too(CKR code, string said) =>
        Assert.Contains(said, HsmStart.Reason(new HsmException("C_Login", code), "bank"), StringComparison.Ordinal);

    private static void Refused(string said, string label, bool keysExist = false, params (string Name, string? Value)[] more)
    {
        var refused = Assert.Throws<StartRefusedException>(() => HsmKeyWrapper.Open(HsmOptions.Of(SoftHsm.Settings(label, more))!, keysExist));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain(SoftHsm.Pin, refused.Message, StringComparison.Ordinal);
    }

    private string NewToken()
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        return hsm.NewToken();
    }
}
