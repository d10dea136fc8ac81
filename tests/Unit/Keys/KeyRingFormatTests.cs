using System.Text;
using Silo.Keys;

namespace Tests.Unit.Keys;

public sealed class KeyRingFormatTests
{
    [Fact]
    public void A_ring_of_several_generations_is_read_back_in_its_order()
    {
        using var ring = Ring();
        using var read = KeyRingFormat.Read(Json(ring))!;
        Assert.Equal(ring.PseudonymSecret.ToArray(), read.PseudonymSecret.ToArray());
        Assert.Equal(ring.Generations.Select(generation => generation.Id), read.Generations.Select(generation => generation.Id));
        for (var i = 0; i < ring.Generations.Count; i++)
        {
            Assert.Equal(ring.Generations[i].Key.ToArray(), read.Generations[i].Key.ToArray());
        }
    }

    [Fact]
    public void A_ring_cut_off_anywhere_is_no_ring()
    {
        using var ring = Ring();
        var json = Json(ring);
        for (var length = 0; length < json.Length - 1; length++) // the last byte is a line feed
        {
            Assert.Null(KeyRingFormat.Read(json.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_ring_with_any_bit_changed_is_no_ring()
    {
        using var ring = Ring();
        var json = Json(ring);
        var accepted = new List<int>();
        for (var bit = 0; bit < json.Length * 8; bit++)
        {
            json[bit / 8] ^= (byte)(1 << (bit % 8));
            if (KeyRingFormat.Read(json) is { } read)
            {
                // White space may become other white space; nothing else may.
                Assert.True(char.IsWhiteSpace((char)json[bit / 8]), Encoding.UTF8.GetString(json));
                read.Dispose();
                accepted.Add(bit);
            }

            json[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(accepted.Count < 64);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":1e99}")]
    [InlineData("{\"version\":1,\"pseudonymSecret\":\"\",\"keys\":[],\"check\":\"\"}")]
    public void What_is_no_ring_is_no_ring(string json) => Assert.Null(KeyRingFormat.Read(Encoding.UTF8.GetBytes(json)));

    private static KeyRing Ring() => new(KeyRing.Fresh().PseudonymSecret.ToArray(), [KeyGeneration.Fresh(), KeyGeneration.Fresh(), KeyGeneration.Fresh()]);

    private static byte[] Json(KeyRing ring)
    {
        var json = new byte[KeyRingFormat.MaxLength];
        return json[..KeyRingFormat.Write(ring, json)];
    }
}
