using System.Security.Cryptography;
using Grains.Keys;
using Silo.Keys;

namespace Tests.Keys;

/// <summary>What every key wrapper must do.</summary>
public abstract class KeyWrapperConformance
{
    private const string First = "00112233445566aa";
    private const string Second = "00112233445566bb";
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] wrapping = RandomNumberGenerator.GetBytes(32);

    [SkippableFact]
    public void A_key_comes_back_as_it_was_wrapped()
    {
        var wrapper = With((First, wrapping));
        var wrapped = wrapper.Wrap(key);
        Assert.Equal(First, wrapped.WrappedBy);
        Assert.Equal(KeyWrap.WrappedLength, wrapped.Bytes.Length);
        Assert.Equal(key, Unwrapped(wrapper, wrapped));
    }

    [SkippableFact]
    public void What_it_wraps_others_unwrap_and_the_other_way_round()
    {
        var (wrapper, back) = (With((First, wrapping)), new byte[32]);
        Assert.True(KeyWrap.TryUnwrap(wrapping, wrapper.Wrap(key).Bytes, back, out var length));
        Assert.Equal(32, length);
        Assert.Equal(key, back);
        Assert.Equal(key, Unwrapped(wrapper, new WrappedKey(First, KeyWrap.Wrap(wrapping, key))));
    }

    [SkippableFact]
    public async Task A_new_generation_wraps_and_the_old_one_unwraps_until_it_is_destroyed()
    {
        var wrapper = With((First, wrapping));
        var old = wrapper.Wrap(key);
        var fresh = await wrapper.Begin();
        Assert.Equal(fresh, wrapper.Newest);
        var young = wrapper.Wrap(key);
        Assert.Equal(fresh, young.WrappedBy);
        Assert.Equal(key, Unwrapped(wrapper, old));

        await wrapper.Destroy(fresh); // the newest stays
        await wrapper.Destroy(First);
        await wrapper.Destroy(First);
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, old));
        Assert.Equal(key, Unwrapped(wrapper, young));
        wrapper.Reload();
        Assert.Equal(fresh, wrapper.Newest);
    }

    /// <summary>The vectors of project Wycheproof (aes_kwp_test) for a 256-bit key under a 256-bit key: 167 to 169.</summary>
    [SkippableTheory]
    [InlineData(
        "38e1b1d075d9d852b9a6c01c8ff6965af01bac457a4e339ae3e1d7b2ffacc0cd", "80ad6820f1c90981e2ca42b817a345c1179d0a11d8e23a8adc0505e13d87295a",
        "b63b7e0fec7e315816233db6758fd3e744b9f6a40862bdf866487e53bcb950d8b2649269e51b4475")]
    [InlineData(
        "c641f1689d81caa8ba37d895272240664054ed974cfffc40e6c5c0cad1b916c7", "3fd0ba19955e46749f54d88e99d080b7339d588fe612ec0f4021ca3ca2104270",
        "837cfc316b49299edaf427e0988020ee876204b29d847669daab72c8660b0d860e9de3bd851198ff")]
    [InlineData(
        "aa0ab9d68ed4a04e723f81b44c0c88d0bcde7a80cfd476eb4b8836d9aa01ec4c", "57faa8766f6d6a0aa1cf643f857c150df5b31303b50af480e21c4b5e8c8a15d5",
        "0e9e2e9aa34bbf973d67bc534ac86fc5b5a5f9da5f026866177894ec6077a5c84501510e1bf4afb3")]
    public void A_published_vector(string wrappingKey, string message, string wrapped)
    {
        var wrapper = With((First, Convert.FromHexString(wrappingKey)));
        Assert.Equal(wrapped, Convert.ToHexStringLower(wrapper.Wrap(Convert.FromHexString(message)).Bytes));
        Assert.Equal(message, Convert.ToHexStringLower(Unwrapped(wrapper, new WrappedKey(First, Convert.FromHexString(wrapped)))));
    }

    [SkippableFact]
    public void A_changed_bit_in_any_byte_is_refused_and_gives_nothing_away()
    {
        var (wrapper, back) = (With((First, wrapping)), new byte[32]);
        var wrapped = wrapper.Wrap(key);
        for (var at = 0; at < wrapped.Bytes.Length; at++)
        {
            var changed = wrapped with { Bytes = [.. wrapped.Bytes] };
            changed.Bytes[at] ^= (byte)(1 << (at % 8));
            Assert.Throws<KeyUnavailableException>(() => wrapper.Unwrap(changed, back));
            Assert.All(back, static b => Assert.Equal(0, b));
        }

        Assert.Equal(key, Unwrapped(wrapper, wrapped));
    }

    [SkippableFact]
    public void What_another_key_wrapped_is_refused()
    {
        var wrapper = With((First, wrapping));
        var foreign = KeyWrap.Wrap(RandomNumberGenerator.GetBytes(32), key);
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, new WrappedKey(First, foreign)));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, wrapper.Wrap(key) with { WrappedBy = Second }));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, wrapper.Wrap(key) with { WrappedBy = string.Empty }));
    }

    [SkippableFact]
    public void The_newest_generation_wraps_and_every_one_unwraps()
    {
        var young = RandomNumberGenerator.GetBytes(32);
        var wrapper = With((Second, wrapping), (First, young));
        Assert.Equal(First, wrapper.Wrap(key).WrappedBy);
        Assert.Equal(key, Unwrapped(wrapper, wrapper.Wrap(key)));
        Assert.Equal(key, Unwrapped(wrapper, new WrappedKey(Second, KeyWrap.Wrap(wrapping, key))));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, new WrappedKey(First, KeyWrap.Wrap(wrapping, key))));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_key_of_another_length_is_refused(int length)
    {
        var (wrapper, other) = (With((First, wrapping)), RandomNumberGenerator.GetBytes(length));
        Assert.ThrowsAny<Exception>(() => Unwrapped(wrapper, wrapper.Wrap(other)));
        Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, new WrappedKey(First, other)));
        if (length > 0)
        {
            Assert.Throws<KeyUnavailableException>(() => Unwrapped(wrapper, new WrappedKey(First, KeyWrap.Wrap(wrapping, other))));
        }
    }

    [SkippableFact]
    public async Task Six_hundred_keys_on_eight_threads_all_come_back()
    {
        var wrapper = With((First, wrapping));
        var wrong = 0;
        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (_, _) =>
        {
            var (mine, back) = (RandomNumberGenerator.GetBytes(32), new byte[32]);
            var wrapped = wrapper.Wrap(mine);
            var isRight = mine.AsSpan().SequenceEqual(Unwrapped(wrapper, wrapped))
                && KeyWrap.TryUnwrap(wrapping, wrapped.Bytes, back, out _) && mine.AsSpan().SequenceEqual(back);
            Interlocked.Add(ref wrong, isRight ? 0 : 1);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(0, wrong);
    }

    /// <summary>A wrapper of known generations, oldest first; disposed of by the provider.</summary>
    private protected abstract IKeyWrapper With(params (string Id, byte[] Key)[] generations);

    private static byte[] Unwrapped(IKeyWrapper wrapper, WrappedKey wrapped)
    {
        var key = new byte[32];
        wrapper.Unwrap(wrapped, key);
        return key;
    }
}
