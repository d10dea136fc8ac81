using System.Buffers.Text;
using CsCheck;
using Grains.Keys;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

public sealed class DecisionIdTests : IDisposable
{
    private static readonly DateTimeOffset Now = Customers.Now;
    private static readonly Guid Consent = Guid.NewGuid();
    private readonly CustomerKey key = CustomerKey.Fresh();
    private readonly CustomerKey other = CustomerKey.Fresh();

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public void An_id_tells_its_decision_back() =>
        Gen.UInt.Array[0, 50].Sample(tags =>
        {
            var decision = DecisionId.TryRead(key, DecisionId.Mint(key, Now, Consent, tags), Now.AddDays(1), Consent)!;
            return decision.Offers.SequenceEqual(tags) && decision.Minute == Now.ToUnixTimeSeconds() / 60;
        });

    [Fact]
    public void An_id_made_under_another_consent_is_unknown()
    {
        var id = DecisionId.Mint(key, Now, Consent, [1, 2, 3]);
        Assert.NotNull(DecisionId.TryRead(key, id, Now, Consent));
        Assert.Null(DecisionId.TryRead(key, id, Now, Guid.NewGuid()));
        Assert.Null(DecisionId.TryRead(key, id, Now, Guid.Empty));
    }

    [Fact]
    public void Two_decisions_of_the_same_minute_and_offers_are_two() =>
        Assert.NotEqual(DecisionId.Mint(key, Now, Consent, [1, 2]), DecisionId.Mint(key, Now, Consent, [1, 2]));

    [Fact]
    public void Another_customers_decision_is_unknown()
    {
        var id = DecisionId.Mint(key, Now, Consent, [1, 2, 3]);
        Assert.NotNull(DecisionId.TryRead(key, id, Now, Consent));
        Assert.Null(DecisionId.TryRead(other, id, Now, Consent));
    }

    [Fact]
    public void A_decision_with_any_bit_changed_is_unknown() =>
        Gen.Select(Gen.UInt.Array[0, 50], Gen.Int[0, 10_000]).Sample((tags, at) =>
        {
            var bytes = Base64Url.DecodeFromChars(DecisionId.Mint(key, Now, Consent, tags));
            bytes[at / 8 % bytes.Length] ^= (byte)(1 << (at % 8));
            return DecisionId.TryRead(key, Base64Url.EncodeToString(bytes), Now, Consent) is null;
        });

    [Fact]
    public void Any_text_but_an_id_is_unknown() =>
        Gen.OneOf(Gen.String, Gen.Byte.Array[0, 300].Select(bytes => Base64Url.EncodeToString(bytes)))
            .Sample(text => DecisionId.TryRead(key, text, Now, Consent) is null, iter: 5000);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("../../etc/passwd")]
    public void What_is_no_id_is_unknown(string? text) => Assert.Null(DecisionId.TryRead(key, text, Now, Consent));

    [Fact]
    public void A_decision_may_be_named_for_thirty_days()
    {
        var id = DecisionId.Mint(key, Now, Consent, [1]);
        Assert.NotNull(DecisionId.TryRead(key, id, Now.AddDays(30), Consent));
        Assert.Null(DecisionId.TryRead(key, id, Now.AddDays(30).AddMinutes(1), Consent));
    }
}
