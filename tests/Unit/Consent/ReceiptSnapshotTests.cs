using Grains.Consent;
using Grains.Interfaces.Consent;
using static Tests.Unit.Consent.ReceiptReading;

namespace Tests.Unit.Consent;

/// <summary>Receipts whole, in both forms.</summary>
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

        Snapshot.Matches($"{purpose}-{state}", Read(section, section.Events[0].ReceiptId));
        Snapshot.Matches($"{purpose}-{state}-kantara", Read(section, section.Events[0].ReceiptId, ReceiptForm.Kantara));
    }
}
