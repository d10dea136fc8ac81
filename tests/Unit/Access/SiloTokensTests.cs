using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grains.Access;
using Grains.Interfaces.Access;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Tests.Unit.Access;

/// <summary>A silo token opens one grain for 60 seconds to who holds the key, and nothing else opens it.</summary>
public sealed class SiloTokensTests
{
    private const int Length = 40;
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly GrainId Target = GrainId.Create("customer", "1");
    private readonly FakeTimeProvider clock = new(Noon);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly SiloTokens tokens;

    public SiloTokensTests() => tokens = new SiloTokens(key, clock);

    [Fact]
    public void A_token_opens_its_target_and_no_other()
    {
        Carry(tokens.Mint(Target));
        Assert.True(tokens.IsCarriedFor(Target));
        Assert.False(tokens.IsCarriedFor(GrainId.Create("customer", "2")));
        Assert.False(tokens.IsCarriedFor(GrainId.Create("custome", "1")));
    }

    [Fact]
    public void A_token_is_its_expiry_and_a_mac_over_target_and_expiry()
    {
        var expected = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(expected, Noon.AddSeconds(60).ToUnixTimeSeconds());
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Target}\n{Convert.ToHexString(expected.AsSpan(0, 8))}"), expected.AsSpan(8));
        Assert.Equal(Convert.ToBase64String(expected), tokens.Mint(Target));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, true)] // the second of its expiry counts
    [InlineData(60.999, true)]
    [InlineData(61, false)]
    [InlineData(3600, false)]
    public void A_token_is_good_for_60_seconds(double age, bool isGood)
    {
        Carry(tokens.Mint(Target));
        clock.Advance(TimeSpan.FromSeconds(age));
        Assert.Equal(isGood, tokens.IsCarriedFor(Target));
    }

    [Fact]
    public void A_call_without_a_token_opens_nothing()
    {
        Carry(null);
        Assert.False(tokens.IsCarriedFor(Target));
    }

    [Fact]
    public void Another_silos_token_opens_where_the_key_is_the_same_and_nowhere_else()
    {
        Carry(new SiloTokens([.. key], clock).Mint(Target));
        Assert.True(tokens.IsCarriedFor(Target));
        Carry(new SiloTokens(RandomNumberGenerator.GetBytes(32), clock).Mint(Target));
        Assert.False(tokens.IsCarriedFor(Target));
    }

    [Fact]
    public void Every_flipped_byte_breaks_a_token()
    {
        var token = Convert.FromBase64String(tokens.Mint(Target));
        Assert.Equal(Length, token.Length);
        for (var i = 0; i < token.Length; i++)
        {
            token[i] ^= 1;
            Carry(Convert.ToBase64String(token));
            Assert.False(tokens.IsCarriedFor(Target), $"byte {i}");
            token[i] ^= 1;
        }

        Carry(Convert.ToBase64String(token));
        Assert.True(tokens.IsCarriedFor(Target));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void What_is_no_token_opens_nothing(string text)
    {
        Carry(text);
        Assert.False(tokens.IsCarriedFor(Target));
    }

    [Fact]
    public void A_longer_text_opens_nothing()
    {
        Carry(Convert.ToBase64String([.. Convert.FromBase64String(tokens.Mint(Target)), 0]));
        Assert.False(tokens.IsCarriedFor(Target));
    }

    /// <summary>A shorter one could pass only where what it lacks is zero, so such a one is looked for.</summary>
    [Fact]
    public void A_shorter_text_opens_nothing_even_where_what_it_lacks_is_zero()
    {
        var token = Convert.FromBase64String(tokens.Mint(Target));
        for (; token[^1] != 0; token = Convert.FromBase64String(tokens.Mint(Target)))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Carry(Convert.ToBase64String(token));
        Assert.True(tokens.IsCarriedFor(Target));
        Carry(Convert.ToBase64String(token.AsSpan(..^1)));
        Assert.False(tokens.IsCarriedFor(Target));
    }

    private static void Carry(string? token) => CallContext.Set(CallContext.SiloToken, token);
}
