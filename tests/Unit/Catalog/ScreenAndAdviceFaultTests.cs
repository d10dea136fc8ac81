using Grains.Catalog;

namespace Tests.Unit.Catalog;

/// <summary>Faults of the files that advice and screens are declared in.</summary>
public sealed class ScreenAndAdviceFaultTests : IDisposable
{
    private readonly DeclaredFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("tiles.json", "\"simpleTiles\": 4", "\"simpleTiles\": 0", "must be a whole number from 1 to 50")]
    [InlineData("tiles.json", "\"id\": \"payments\"", "\"id\": \"balance\"", "is declared twice")]
    [InlineData("tiles.json", "\"id\": \"payments\"", "\"id\": \"Pay!\"", "must be lower case letters")]
    [InlineData("tiles.json", "\"reads\": [\"forecast\"]", "\"reads\": [\"weather\"]", "names \"weather\", none of the platform's reads")]
    [InlineData("tiles.json", "\"surfaces\": [\"home\"", "\"surfaces\": [\"Home\"", "must be 1 to 32 lower case letters")]
    [InlineData("tiles.json", "\"surfaces\": [\"home\", \"insights\"]", "\"surfaces\": [\"home\", \"lounge\"]", "names \"lounge\", which is none of the file's surfaces")]
    [InlineData("tiles.json", "\"investments\"]", "\"investments\", \"a\", \"b\"]", "must be at most 8")]
    [InlineData("tiles.json", "\"en\": \"Balance\", ", "", "must have a text in English")]
    [InlineData("tiles.json", "\"pinned\": {", "\"stuck\": {", "unknown member \"stuck\"")]
    [InlineData("tiles.json", "\"cs\": \"Zůstatek\"", "\"Czech\": \"Zůstatek\"", "must be a language")]
    [InlineData("advice.json", "\"kind\": \"saving\"", "\"kind\": \"loan\"", "must be one of budget, saving, cost, insurance, pension, debt, credit")]
    [InlineData("advice.json", "\"id\": \"cut-fees\"", "\"id\": \"build-reserve\"", "is declared twice")]
    [InlineData("advice.json", "\"figure\": \"savings-rate\", \"below\": 0 ", "\"figure\": \"happiness\", \"below\": 0 ", "must be a figure the platform can compute")]
    [InlineData("advice.json", "\"figure\": \"savings-rate\", \"below\": 0 ", "\"figure\": \"savings-rate\" ", "needs atLeast or below")]
    [InlineData("advice.json", "\"atLeast\": 30, \"below\": 60", "\"atLeast\": 60, \"below\": 60", "must be above atLeast")]
    [InlineData("advice.json", "\"priority\": 95", "\"priority\": 101", "must be a whole number from 0 to 100")]
    [InlineData("advice.json", "fall to {lowest-balance-ahead}", "fall to {lowest}", "tells {lowest}: must be a figure")]
    [InlineData("advice.json", "\"attribute\": \"employmentStatus\", \"noneOf\": [\"student\"", "\"attribute\": \"employmentStatus\", \"noneOf\": [\"pupil\"", "has \"pupil\", which the attribute cannot have")]
    [InlineData("advice.json", "\"attribute\": \"holdings\"", "\"attribute\": \"maritalStatus\"", "a protected attribute: never a feature")]
    [InlineData("advice.json", "\"attribute\": \"holdings\"", "\"attribute\": \"email\"", "which the purpose advice may not read")]
    [InlineData("advice.json", "\"attribute\": \"holdings\"", "\"attribute\": \"annualIncome\"", "is neither a text nor a list")]
    [InlineData("advice.json", "\"attribute\": \"holdings\"", "\"attribute\": \"accessibilityNeeds\"", "which the purpose advice may not read")]
    [InlineData("advice.json", "\"name\": \"fees-a-month\"", "\"name\": \"fees\"", "must be a figure the platform can compute")]
    [InlineData("advice.json", "\"life-event\"", "\"lottery-win\"", "names \"lottery-win\", which none of vulnerabilities and restrictions can have")]
    [InlineData("advice.json", "\"action\": \"move-money\"", "\"action\": \"Move money\"", "must be lower case letters")]
    [InlineData("advice.json", "\"when\": [{ \"figure\": \"lowest-balance-ahead\", \"below\": 0 }]", "\"when\": []", "must be a list of at least one")]
    public void Each_fault_is_named_with_its_file_and_line(string file, string from, string to, string reason)
    {
        var line = files.Change(file, from, to);
        Assert.Contains(files.Faults(), fault => fault.File == files.PathOf(file) && Math.Abs(fault.Line - line) <= 1 && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("advice.json", "\"name\": \"fees-a-month\"", "\"name\": \"fees\"", "misses the figure \"fees-a-month\"")]
    [InlineData("advice.json", "\"wayOut\"", "\"exit\"", "misses the member \"wayOut\"")]
    [InlineData("tiles.json", "\"reasons\"", "\"why\"", "misses the member \"reasons\"")]
    public void What_is_missing_is_named(string file, string from, string to, string reason)
    {
        files.Change(file, from, to);
        Assert.Contains(files.Faults(), fault => fault.File == files.PathOf(file) && fault.Line > 0 && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sensitive_attribute_is_no_condition()
    {
        files.Write("attributes.json", DeclaredFiles.Shipped("attributes.json").Replace("\"purposes\": [\"self-service\", \"servicing\", \"personalised-offers\", \"financial-insights\", \"advice\", \"ui-personalisation\", \"model-improvement\"]", "\"sensitivity\": \"sensitive\", \"purposes\": [\"self-service\", \"servicing\", \"personalised-offers\", \"financial-insights\", \"advice\", \"ui-personalisation\", \"model-improvement\"]", StringComparison.Ordinal));
        Assert.Contains(files.Faults(), fault => fault.Reason.Contains("is sensitive: use unsuitableFor", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_of_both_files_are_named_at_once()
    {
        files.Change("tiles.json", "\"simpleTiles\": 4", "\"simpleTiles\": 0");
        files.Change("tiles.json", "\"reads\": [\"forecast\"]", "\"reads\": [\"weather\"]");
        files.Change("advice.json", "\"kind\": \"saving\"", "\"kind\": \"loan\"");
        Assert.Equal(3, files.Faults().Length);
    }

    [Fact]
    public void Shipped_texts_are_in_every_language_of_the_notices()
    {
        var shipped = Catalogue.Load();
        var languages = shipped.Purposes.Languages.Order().ToList();
        Assert.All(
            shipped.Tiles.Tiles.Select(t => t.Titles).Concat(shipped.Tiles.Reasons.Values).Concat(shipped.Advice.Rules.SelectMany(r => new[] { r.Titles, r.Texts }))
                .Concat(shipped.Advice.FigureTitles.Values).Append(shipped.Advice.AtLeast).Append(shipped.Advice.Below),
            texts => Assert.Equal(languages, texts.Keys.Order()));
        Assert.True(shipped.Advice.Rules.Length >= 10);
        Assert.Equal(Grains.Personalization.Figures.All.Length, shipped.Advice.FigureTitles.Count);
    }
}
