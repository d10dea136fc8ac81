using System.Globalization;
using System.Text.Json;

namespace Tests.Datasets;

/// <summary>A client of the Czech bank with what belongs to them.</summary>
internal sealed class BerkaClient(string id, string birthNumber, string town)
{
    /// <summary>The bank's id, as the import names it.</summary>
    public string Id { get; } = Berka.IdPrefix + id;

    /// <summary>When the oldest of their accounts was opened, yyyy-MM-dd.</summary>
    public string? Since { get; private set; }

    /// <summary>Products held, each once.</summary>
    public SortedSet<string> Holdings { get; } = new(StringComparer.Ordinal);

    /// <summary>The transactions of the account they own, in the order they were booked.</summary>
    public List<BerkaTransaction> Transactions { get; } = [];

    /// <summary>Adds an account they may use.</summary>
    /// <param name="opened">When it was opened.</param>
    public void AddAccount(string opened) => Since = Since is null || string.CompareOrdinal(opened, Since) < 0 ? opened : Since;

    /// <summary>Writes the customer as an import line's object.</summary>
    /// <param name="json">The writer.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        // A woman's birth number has 50 added to its month.
        var month = int.Parse(birthNumber[2..4], CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteStartObject("attributes");
        json.WriteString("birthDate", string.Create(CultureInfo.InvariantCulture, $"19{birthNumber[..2]}-{month % 50:D2}-{birthNumber[4..]}"));
        json.WriteString("gender", month > 50 ? "female" : "male");
        json.WriteString("city", town);
        json.WriteString("country", "CZ");
        json.WriteString("segment", "retail");
        if (Since is not null)
        {
            json.WriteString("customerSince", Since);
        }

        json.WriteStartArray("holdings");
        foreach (var product in Holdings)
        {
            json.WriteStringValue(product);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
