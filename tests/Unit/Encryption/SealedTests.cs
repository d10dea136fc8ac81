using System.Reflection;
using System.Text;
using Grains;
using Grains.Encryption;
using Grains.Keys;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Tests.Unit.Encryption;

public sealed class SealedTests
{
    private const string Canary = "canary-7f3a";
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private static readonly SealPlace Place = new("service", GrainId.Create("customer", "1"), "profile");

    [Fact]
    public void What_was_sealed_opens_in_its_place_with_its_key_and_shows_nothing_before()
    {
        using var key = CustomerKey.Fresh();
        var sealedText = Sealed<string>.Seal(Canary, key, Place, Serializer);
        Assert.Equal(Canary, sealedText.Open(key, Place, Serializer));
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(Serializer.SerializeToArray(sealedText)), StringComparison.Ordinal);
    }

    [Fact]
    public void It_opens_nowhere_else()
    {
        using var key = CustomerKey.Fresh();
        using var other = CustomerKey.Fresh();
        var sealedText = Sealed<string>.Seal(Canary, key, Place, Serializer);
        Assert.Throws<SealBrokenException>(() => sealedText.Open(other, Place, Serializer));
        Assert.Throws<SealBrokenException>(() => sealedText.Open(key, new SealPlace("service", GrainId.Create("customer", "1"), "activity"), Serializer));
        Assert.Throws<SealBrokenException>(() => sealedText.Open(key, new SealPlace("service", GrainId.Create("customer", "2"), "profile"), Serializer));
        Assert.Throws<SealBrokenException>(() => sealedText.Open(key, new SealPlace("other", GrainId.Create("customer", "1"), "profile"), Serializer));
    }

    [Fact]
    public void Every_flipped_byte_of_the_envelope_breaks_it()
    {
        using var key = CustomerKey.Fresh();
        var sealedText = Sealed<string>.Seal(Canary, key, Place, Serializer);
        var field = typeof(Sealed<string>).GetField("envelope", BindingFlags.NonPublic | BindingFlags.Instance)!;
        var envelope = (byte[])field.GetValue(sealedText)!;
        for (var i = 0; i < envelope.Length; i++)
        {
            envelope[i] ^= 1;
            Assert.Throws<SealBrokenException>(() => sealedText.Open(key, Place, Serializer));
            envelope[i] ^= 1;
        }

        Assert.Equal(Canary, sealedText.Open(key, Place, Serializer));
    }

    [Fact]
    public void What_is_sealed_anew_opens_under_the_other_key_alone()
    {
        using var key = CustomerKey.Fresh();
        using var other = CustomerKey.Fresh();
        var before = Sealed<string>.Seal(Canary, key, Place, Serializer);
        var after = before.Reseal(key, other, Place);
        Assert.Equal((key.Id, other.Id), (before.KeyId, after.KeyId));
        Assert.Equal(Canary, after.Open(other, Place, Serializer));
        Assert.Throws<SealBrokenException>(() => after.Open(key, Place, Serializer));
        Assert.Throws<SealBrokenException>(() => before.Reseal(other, key, Place));
    }

    [Fact]
    public void Only_seal_makes_a_sealed_value() =>
        Assert.All(typeof(Sealed<>).GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance), c => Assert.True(c.IsPrivate));

    [Fact]
    public void A_record_that_may_be_stored_holds_sealed_sections_and_counters_only()
    {
        var records = typeof(CustomerRecord).Assembly.GetTypes().Where(t => t.IsClass && typeof(ISealedRecord).IsAssignableFrom(t)).ToList();
        Assert.Contains(typeof(CustomerRecord), records);
        Assert.All(
            records.SelectMany(r => r.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)),
            f => Assert.True(f.FieldType == typeof(long) || (f.FieldType.IsGenericType && f.FieldType.GetGenericTypeDefinition() == typeof(Sealed<>)), f.Name));
    }
}
