extern alias silo;

using Grains.Interfaces.Access;
using silo::Silo.Access.Tokens;

namespace Tests.Unit.Access;

/// <summary>The cache is bounded and keeps what is in use.</summary>
public sealed class VerifiedTokensTests
{
    private static readonly IssuerKeySet Keys = IssuerKeySet.Of("https://issuer.test", []);

    [Fact]
    public void It_never_holds_more_than_its_capacity()
    {
        var tokens = new VerifiedTokens(Keys, DenyList.Empty, capacity: 10);
        for (var i = 0; i < 1_000; i++)
        {
            tokens.Add(Digest(i), Token);
        }

        Assert.InRange(tokens.Count, 1, 10);
    }

    [Fact]
    public void A_token_in_use_outlives_many_that_are_not()
    {
        var tokens = new VerifiedTokens(Keys, DenyList.Empty, capacity: 10);
        tokens.Add(Digest(-1), Token);

        for (var i = 0; i < 1_000; i++)
        {
            tokens.Add(Digest(i), Token);
            Assert.NotNull(tokens.Find(Digest(-1)));
        }
    }

    [Fact]
    public void Digests_differ_where_tokens_do_and_only_there()
    {
        Assert.True(TokenDigest.TryOf("abc", out var a));
        Assert.True(TokenDigest.TryOf(new string("abc"), out var same));
        Assert.True(TokenDigest.TryOf("abd", out var b));
        Assert.Equal(a, same);
        Assert.NotEqual(a, b);
        Assert.False(TokenDigest.TryOf("é", out _));
        Assert.False(TokenDigest.TryOf(new string('a', StrictJwt.MaxLength + 1), out _));
    }

    private static VerifiedToken Token { get; } =
        new() { Role = Role.Auditor, Subject = "a", ClientId = "a", ExpiresAt = DateTimeOffset.MaxValue };

    private static TokenDigest Digest(int i) => new((ulong)i, 1, 2, 3);
}
