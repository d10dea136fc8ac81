namespace Tests.Unit.Rights;

/// <summary>Exports whole: of a customer of whom everything is held, and of one of whom nothing is.</summary>
public sealed class ExportSnapshotTests
{
    [Theory]
    [InlineData("access", "de")]
    [InlineData("portability", "en")]
    public void An_export_is_what_it_was(string right, string language) =>
        Snapshot.Matches($"{right}-{language}", Exports.Json(Exports.Of(Exports.Full(right, language))).GetRawText());
}
