using System.Security.Cryptography;
using Grains.Keys;
using Net.Pkcs11Interop.Common;
using Silo.Keys;
using Tests.System.Processes;

namespace Tests.System.Keys;

/// <summary>The HSM goes away while it is in use: nothing is served without it, and it is taken up again by itself.</summary>
[Collection(HsmTests.Name)]
public sealed class HsmAwayTests(SoftHsm hsm)
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    [SkippableFact]
    public async Task While_the_token_is_gone_nothing_unwraps_and_afterwards_it_does()
    {
        using var wrapper = Open(out _);
        var wrapped = wrapper.Wrap(key);
        Assert.True(await wrapper.Answers());

        Directory.Move(hsm.Tokens, hsm.Tokens + ".away");
        try
        {
            var back = new byte[32];
            Assert.Throws<KeyUnavailableException>(() => wrapper.Wrap(key));
            Assert.Throws<KeyUnavailableException>(() => wrapper.Unwrap(wrapped, back));
            Assert.All(back, static b => Assert.Equal(0, b));
            Assert.False(await wrapper.Answers());
        }
        finally
        {
            Directory.Move(hsm.Tokens + ".away", hsm.Tokens);
        }

        await Until.True(async () => await wrapper.Answers(), () => "the HSM back");
        Assert.Equal(key, Unwrapped(wrapper, wrapped));
    }

    [SkippableFact]
    public void A_library_that_was_finalized_is_taken_up_at_the_next_call()
    {
        using var wrapper = Open(out _);
        var wrapped = wrapper.Wrap(key);
        using var module = HsmModule.Open(SoftHsm.Module);
        Assert.Equal(CKR.CKR_OK, module.Library.C_Finalize(IntPtr.Zero));
        Assert.Equal(key, Unwrapped(wrapper, wrapped));
    }

    [SkippableFact]
    public async Task A_call_that_hangs_keeps_no_other_from_the_library()
    {
        using var wrapper = Open(out _);
        using var module = HsmModule.Open(SoftHsm.Module);
        var (hangs, goesOn, epoch) = (new TaskCompletionSource(), new TaskCompletionSource(), module.Epoch);
        var hung = Task.Run(() => module.Run(() =>
        {
            hangs.SetResult();
            goesOn.Task.Wait();
            return true;
        }));
        await hangs.Task;

        await Task.Run(() => module.Restart(epoch)).WaitAsync(TimeSpan.FromSeconds(30));
        var wrapped = await Task.Run(() => wrapper.Wrap(key)).WaitAsync(TimeSpan.FromSeconds(30));

        goesOn.SetResult();
        Assert.True(await hung);
        Assert.Equal(epoch, module.Epoch);
        Assert.Equal(key, Unwrapped(wrapper, wrapped));
    }

    [SkippableFact]
    public void Sessions_that_were_closed_are_opened_again()
    {
        using var wrapper = Open(out var label);
        var wrapped = wrapper.Wrap(key);
        using var module = HsmModule.Open(SoftHsm.Module);
        Assert.Equal(CKR.CKR_OK, module.Library.C_CloseAllSessions(module.SlotOf(label)));
        Assert.Equal(key, Unwrapped(wrapper, wrapped));
        Assert.Equal(0, module.Epoch);
    }

    [SkippableFact]
    public void A_PIN_that_was_changed_is_tried_once_and_locks_no_token()
    {
        using var wrapper = Open(out var label);
        var wrapped = wrapper.Wrap(key);
        SoftHsm.ChangePin(label, SoftHsm.Pin, "161803");
        using var module = HsmModule.Open(SoftHsm.Module);
        Assert.Equal(CKR.CKR_OK, module.Library.C_Finalize(IntPtr.Zero));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, wrapped));
        SoftHsm.ChangePin(label, "161803", SoftHsm.Pin);
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, wrapped));
        using var restarted = SoftHsm.Open(label, keysExist: true);
        Assert.Equal(key, Unwrapped(restarted, wrapped));
    }

    [SkippableFact]
    public void A_forged_key_leaves_the_library_alone()
    {
        using var wrapper = Open(out _);
        using var module = HsmModule.Open(SoftHsm.Module);
        var wrapped = wrapper.Wrap(key);
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, wrapped with { Bytes = new byte[KeyWrap.WrappedLength] }));
        Assert.Equal(0, module.Epoch);
        Assert.Equal(key, Unwrapped(wrapper, wrapped));
    }

    [SkippableFact]
    public void No_key_stays_behind()
    {
        using var wrapper = Open(out var label);
        for (var i = 0; i < 50; i++)
        {
            var wrapped = wrapper.Wrap(key);
            wrapped.Bytes[i % 40] ^= 1;
            Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, wrapped));
        }

        for (var i = 0; i < 50; i++)
        {
            Unwrapped(wrapper, wrapper.Wrap(key));
        }

        var left = SoftHsm.InSession(label, static (module, session) =>
        {
            var (all, count) = (new ulong[16], 0UL);
            Assert.Equal(CKR.CKR_OK, module.Library.C_FindObjectsInit(session, [], 0));
            Assert.Equal(CKR.CKR_OK, module.Library.C_FindObjects(session, all, 16, ref count));
            Assert.Equal(CKR.CKR_OK, module.Library.C_FindObjectsFinal(session));
            return count;
        });
        Assert.Equal(1UL, left); // the key-encryption key
    }

    [SkippableFact]
    public async Task No_two_threads_have_the_same_session()
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        using var sessions = HsmStart.Open(HsmOptions.Of(SoftHsm.Settings(hsm.NewToken()))!, keysExist: false);
        using var together = new Barrier(8);
        for (var round = 0; round < 2; round++)
        {
            var lent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () => sessions.Use(session =>
                {
                    Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)));
                    return session;
                }),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Equal(8, lent.Distinct().Count());
        }
    }

    [SkippableFact]
    public void A_generation_that_was_made_since_unwraps_without_a_restart()
    {
        using var wrapper = Open(out var label);
        wrapper.Wrap(key);
        var young = RandomNumberGenerator.GetBytes(32);
        SoftHsm.Import(label, 2, "00112233445566bb", young);
        Assert.Equal(key, Unwrapped(wrapper, new WrappedKey("00112233445566bb", KeyWrap.Wrap(young, key))));
    }

    private static byte[] Unwrapped(HsmKeyWrapper wrapper, WrappedKey wrapped)
    {
        var back = new byte[32];
        wrapper.Unwrap(wrapped, back);
        return back;
    }

    private HsmKeyWrapper Open(out string label)
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        label = hsm.NewToken();
        return SoftHsm.Open(label);
    }
}
