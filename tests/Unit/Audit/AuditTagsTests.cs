using System.Security.Cryptography;
using System.Text;
using Grains.Audit;
using Grains.Keys;

namespace Tests.Unit.Audit;

/// <summary>What stands in the log for somebody or something: the same whenever it is made, of no use to who has not the key.</summary>
public sealed class AuditTagsTests : IDisposable
{
    private static readonly Guid Customer = new("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11");
    private readonly CustomerKey key = CustomerKey.OfPlatform(new byte[32]);
    private readonly CustomerKey other = CustomerKey.Fresh();

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    /// <summary>The keys derived here are those of every log that was ever written.</summary>
    [Fact]
    public void A_tag_is_half_a_MAC_under_a_key_of_its_use()
    {
        Assert.Equal(Expected("audit-text", [1, 2]), AuditTags.Of(key, AuditTags.TextUse, [1, 2]).ToArray());
        Assert.Equal(Expected("audit-subject", Customer.ToByteArray()), AuditTags.Subject(new VaultEntry(null, key), Customer)!.Value.ToArray());
        Assert.Equal(new Guid(Expected("audit-operation", [1, 2])), AuditTags.OperationEntry(new VaultEntry(null, key), [1, 2]));
    }

    [Fact]
    public void Another_key_and_another_use_make_another_tag()
    {
        var tag = AuditTags.Of(key, AuditTags.TextUse, [1, 2]);
        Assert.NotEqual(tag.ToArray(), AuditTags.Of(other, AuditTags.TextUse, [1, 2]).ToArray());
        Assert.NotEqual(tag.ToArray(), AuditTags.Of(key, "another", [1, 2]).ToArray());
        Assert.NotEqual(tag.ToArray(), AuditTags.Of(key, AuditTags.TextUse, [1]).ToArray());
    }

    [Fact]
    public void Without_the_key_nobody_has_a_tag_and_an_operation_follows_from_itself()
    {
        Assert.Null(AuditTags.Subject(VaultEntry.Unknown, Customer));
        Assert.Equal(new Guid(SHA256.HashData([1, 2])[..16]), AuditTags.OperationEntry(VaultEntry.Unknown, [1, 2]));
    }

    private static byte[] Expected(string use, byte[] data) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, new byte[32], 32, [], Encoding.UTF8.GetBytes(use)), data)[..16];
}
