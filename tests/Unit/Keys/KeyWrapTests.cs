using System.Text.Json;
using Silo.Keys;

namespace Tests.Unit.Keys;

public sealed class KeyWrapTests
{
    /// <summary>The published vectors of project Wycheproof, good and bad.</summary>
    [Fact]
    [Trait("Data", "vectors")]
    public void The_published_vectors_wrap_and_unwrap_as_they_say()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Vectors()));
        var seen = 0;
        foreach (var test in file.RootElement.GetProperty("testGroups").EnumerateArray().SelectMany(group => group.GetProperty("tests").EnumerateArray()))
        {
            var (key, message, wrapped) = (Bytes(test, "key"), Bytes(test, "msg"), Bytes(test, "ct"));
            var label = $"test {test.GetProperty("tcId").GetInt32()}";
            var unwrapped = new byte[message.Length + wrapped.Length];
            var opens = KeyWrap.TryUnwrap(key, wrapped, unwrapped, out var length);
            var result = test.GetProperty("result").GetString();
            if (result == "invalid")
            {
                Assert.False(opens, label);
            }
            else
            {
                Assert.True(opens, label);
                Assert.True(message.AsSpan().SequenceEqual(unwrapped.AsSpan(0, length)), label);
                Assert.True(wrapped.AsSpan().SequenceEqual(KeyWrap.Wrap(key, message)), label);
            }

            seen++;
        }

        Assert.Equal(file.RootElement.GetProperty("numberOfTests").GetInt32(), seen);
    }

    [Fact]
    public void A_changed_bit_anywhere_does_not_unwrap()
    {
        var (key, message) = (new byte[32], Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        var wrapped = KeyWrap.Wrap(key, message);
        Assert.Equal(KeyWrap.WrappedLength, wrapped.Length);
        for (var bit = 0; bit < wrapped.Length * 8; bit++)
        {
            wrapped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(KeyWrap.TryUnwrap(key, wrapped, new byte[32], out _));
            wrapped[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(KeyWrap.TryUnwrap(key, wrapped, new byte[32], out _));
        Assert.False(KeyWrap.TryUnwrap(key, wrapped, new byte[16], out _));
    }

    private static byte[] Bytes(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);

    private static string Vectors()
    {
        var data = Environment.GetEnvironmentVariable("PROFILE_PLATFORM_DATA");
        if (string.IsNullOrEmpty(data))
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(root.FullName, "ProfilePlatform.sln")))
            {
                root = root.Parent!;
            }

            data = Path.Combine(root.Parent!.FullName, "shared");
        }

        return Path.Combine(data, "vectors", "aes_kwp_test.json");
    }
}
