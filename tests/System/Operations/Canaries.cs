using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tests.System.Operations;

/// <summary>Makes values that stand nowhere else, and looks for them.</summary>
internal sealed class Canaries(params string[] known)
{
    private readonly List<string> sung = [.. known];

    /// <summary>A text.</summary>
    public string Text(string of, int length = 32) => Sing($"{of}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(length))}"[..length]);

    /// <summary>An amount of nine digits before the point.</summary>
    public decimal Amount()
    {
        var amount = RandomNumberGenerator.GetInt32(100_000_000, 999_999_999);
        Sing(amount.ToString(CultureInfo.InvariantCulture));
        return amount;
    }

    /// <summary>A value that an attribute's declaration allows; where it closes the values, one of those and no canary.</summary>
    public JsonNode? Of(JsonNode declared)
    {
        var name = (string)declared["name"]!;
        return (string)declared["type"]! switch
        {
            "text" when declared["values"] is JsonArray { Count: > 0 } values => (string)values[0]!,
            "text" when name == "email" => $"{Text(name)}@canary.test",
            "text" when name == "phone" => $"+{Sing(RandomNumberGenerator.GetString("123456789", 12))}",
            "text" when name == "postalCode" => Sing(RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 8)),
            "text" when declared["pattern"] is not null => name switch { "language" => "cs", _ => "CZ" },
            "text" => Text(name, Math.Min(32, (int?)declared["maxLength"] ?? 32)),
            "date" => "1971-02-03",
            "number" => (double)Amount() / 1000,
            "integer" => 3,
            "flag" => true,
            "list" when declared["values"] is JsonArray { Count: > 0 } values => new JsonArray((string)values[0]!),
            "list" => new JsonArray(Text(name, Math.Min(32, (int?)declared["maxLength"] ?? 32))),
            _ => null,
        };
    }

    /// <summary>Those found in the files of a folder, each with its file.</summary>
    public IReadOnlyCollection<string> FoundIn(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                found.AddRange(FoundIn(File.ReadAllBytes(file)).Select(canary => $"{canary} in {file}"));
            }
            catch (IOException)
            {
                // Removed or truncated by the server meanwhile.
            }
        }

        return found;
    }

    /// <summary>Those found in bytes, as UTF-8, UTF-16 or hexadecimal text.</summary>
    public IReadOnlyCollection<string> FoundIn(byte[] bytes) => [.. sung.Where(c => Forms(c).Any(form => bytes.AsSpan().IndexOf(form) >= 0))];

    /// <summary>What stands around one in a text, for a test that fails.</summary>
    public static string Around(string text, string canary)
    {
        var at = text.IndexOf(canary, StringComparison.Ordinal);
        return at < 0 ? "in another form" : text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];
    }

    private static IEnumerable<byte[]> Forms(string canary)
    {
        var utf8 = Encoding.UTF8.GetBytes(canary);
        return [utf8, Encoding.Unicode.GetBytes(canary), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(utf8)), Encoding.UTF8.GetBytes(Convert.ToHexString(utf8))];
    }

    private string Sing(string canary)
    {
        sung.Add(canary);
        return canary;
    }
}
