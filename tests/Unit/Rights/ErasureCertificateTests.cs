using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Grains.Rights;
using Silo.Keys;

namespace Tests.Unit.Rights;

/// <summary>The certificate of an erasure: whole, signed, and nothing personal in it.</summary>
public sealed class ErasureCertificateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void It_says_what_was_destroyed_where_and_when()
    {
        using var keys = new SigningKeys(Enumerable.Repeat((byte)1, 32).ToArray(), Enumerable.Repeat((byte)2, 32).ToArray());
        var key = new Guid("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11");
        var erased = new RightsCase
        {
            Id = new Guid("41287a80-f49f-4579-85c5-16d92a74d220"), Right = "erasure", Regime = "gdpr", ReceivedAt = Noon.AddHours(-2), DueAt = Noon.AddDays(30),
            Erasure = new ErasureWork { CodeHash = [1], KeyId = key, OtherKeyIds = [new Guid("8f14e45f-ceea-467f-9575-3c1d2a5e7b90")] },
        }.Did("freeze", Noon.AddMinutes(-2)).WaitsFor("downstream", Noon.AddMinutes(-1));

        var parts = ErasureCertificate.Sign(erased, "bank", Noon.AddDays(31), Noon, keys).Split('.');

        Assert.Contains("\"typ\":\"erasure-certificate+jws\"", Text(parts[0]), StringComparison.Ordinal);
        Assert.StartsWith($"[\"{key:N}\"", JsonSerializer.Deserialize<JsonElement>(Text(parts[1])).GetProperty("keyIds").GetRawText(), StringComparison.Ordinal);
        Snapshot.Matches("certificate", Text(parts[1]));
    }

    private static string Text(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
