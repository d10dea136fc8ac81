using ApiHost.Access;

namespace Tests.Api.Access;

/// <summary>The development issuer's key file: a damaged one is said to be, and left as it is.</summary>
public sealed class DevelopmentIssuerKeysTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"version\":1,\"signingKey\":\"AAAA\",\"encryptionKey\":\"AAAA\"}")]
    [InlineData("{\"version\":1,\"signingKey\":null,\"encryptionKey\":null}")]
    [InlineData("not json")]
    public void A_damaged_key_file_is_one_clear_error_and_is_left_as_it_is(string content)
    {
        var file = folder.Below("issuer.json");
        File.WriteAllText(file, content);

        var error = Assert.Throws<InvalidDataException>(() => DevelopmentIssuerKeys.Open(file));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(file));
    }

    [Fact]
    public void A_key_file_cut_short_anywhere_is_damaged()
    {
        var file = folder.Below("issuer.json");
        DevelopmentIssuerKeys.Open(file);
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Throws<InvalidDataException>(() => DevelopmentIssuerKeys.Open(file));
        }
    }
}
