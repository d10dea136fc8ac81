using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>An insight's id: the first 8 bytes of SHA-256 over type, what it is about and its period. Says nothing by itself and stays the same
/// for as long as the three do.</summary>
internal static class InsightId
{
    /// <summary>The id of a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>The id.</returns>
    public static ulong Of(Finding finding)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{finding.Declared.Type}\n{finding.Period}\n{finding.About}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Tells a goal from another one.</summary>
    /// <param name="goal">The goal.</param>
    /// <returns>Its amount and day.</returns>
    public static string OfGoal(SavingsGoal goal) => string.Create(CultureInfo.InvariantCulture, $"{goal.Amount:0.####} {goal.By:yyyy-MM-dd}");

    /// <summary>The id as written.</summary>
    /// <param name="id">The id.</param>
    /// <returns>16 hexadecimal digits.</returns>
    public static string Text(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);
}
