using System.Globalization;
using System.Text.Json;

namespace Tests.Datasets;

/// <summary>A booking of the Czech bank's original transactions, in the contract's words.</summary>
internal readonly struct BerkaTransaction(CsvTable.Row row)
{
    /// <summary>The account.</summary>
    public string Account => row["account_id"];

    /// <summary>The day, yyMMdd.</summary>
    public string Day => row["date"];

    /// <summary>The amount, signed.</summary>
    public decimal Amount => decimal.Parse(SignedAmount, CultureInfo.InvariantCulture);

    /// <summary>The balance after it.</summary>
    public decimal Balance => decimal.Parse(row["balance"], CultureInfo.InvariantCulture);

    /// <summary>Writes it as an item of an import line.</summary>
    /// <param name="json">The writer.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", row["trans_id"]);
        json.WriteString("accountId", Account);
        json.WriteString("bookedAt", Berka.Day(Day) + "T00:00:00Z");
        json.WritePropertyName("amount");
        json.WriteRawValue(SignedAmount);
        json.WriteString("currency", "CZK");
        json.WriteString("kind", Kind);
        if (row["account"] is not ("" or "0"))
        {
            json.WriteString("counterparty", $"{row["bank"]} {row["account"]}".Trim());
        }

        if (Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WritePropertyName("balanceAfter");
        json.WriteRawValue(row["balance"]);
        json.WriteEndObject();
    }

    private string SignedAmount => row["type"] == "PRIJEM" ? row["amount"] : "-" + row["amount"];

    private string Kind => row["operation"] switch
    {
        "VKLAD" => "cash-deposit",
        "VYBER" => "cash-withdrawal",
        "VYBER KARTOU" => "card-withdrawal",
        "PREVOD Z UCTU" => "transfer-in",
        "PREVOD NA UCET" => "transfer-out",
        "" => row["type"] == "PRIJEM" ? "credit" : "debit",
        var other => throw new InvalidDataException($"An operation that the data set's description does not name: {other}"),
    };

    private string? Description => row["k_symbol"] switch
    {
        "SIPO" => "Household",
        "POJISTNE" => "Insurance",
        "UVER" => "Loan",
        "LEASING" => "Leasing",
        "SLUZBY" => "Statement fee",
        "UROK" => "Interest",
        "SANKC. UROK" => "Overdraft interest",
        "DUCHOD" => "Pension",
        "" => null,
        var other => throw new InvalidDataException($"A symbol that the data set's description does not name: {other}"),
    };
}
