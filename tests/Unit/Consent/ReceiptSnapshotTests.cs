using System.Text.Json;
using Grains.Consent;
using Grains.Interfaces.Consent;
using static Tests.Unit.Consent.ReceiptReading;

namespace Tests.Unit.Consent;

/// <summary>Receipts whole, against files that somebody has read: what a customer holds as evidence does not change unnoticed.</summary>
public sealed class ReceiptSnapshotTests
{
    [Theory]
    [InlineData("third-party-sharing", "given", "de")]
    [InlineData("ui-personalisation", "given", "en")]
    [InlineData("advice", "withdrawn", "cs")]
    [InlineData("model-improvement", "refused", "es")]
    public void A_receipt_is_what_it_was(string purpose, string state, string language)
    {
        var section = Decide(ConsentSection.Empty, purpose, new() { State = state, Language = language });

        Assert.Equal(Kept($"{purpose}-{state}"), Told(section, ReceiptForm.Linked));
        Assert.Equal(Kept($"{purpose}-{state}-kantara"), Told(section, ReceiptForm.Kantara));
    }

    private static string Kept(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consent", "Receipts", name + ".json")).ReplaceLineEndings("\n").TrimEnd();

    private static string Told(ConsentSection section, ReceiptForm form)
    {
        var (record, receipt) = (section.Events[0].RecordId.ToString(), section.Events[0].ReceiptId.ToString());
        var text = Read(section, section.Events[0].ReceiptId, form).Replace(record, "RECORD", StringComparison.Ordinal).Replace(receipt, "RECEIPT", StringComparison.Ordinal);
        return JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(text), Indented).ReplaceLineEndings("\n");
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
