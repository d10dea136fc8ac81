using Grains.Catalog;
using Grains.Insights;
using Tests.Unit.Catalog;

namespace Tests.Unit.Insights;

public sealed class InsightsFileTests : IDisposable
{
    private readonly DeclaredFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Every_type_there_is_is_declared_in_every_language_of_the_notices()
    {
        var shipped = Catalogue.Load();
        Assert.Equal(InsightRules.All.Select(r => r.Type).Order(), shipped.Insights.Types.Select(t => t.Type).Order());
        Assert.True(shipped.Insights.Types.Length >= 12);
        Assert.Equal(["en", "de", "cs", "es"], shipped.Insights.Languages.AsEnumerable());
        Assert.All(shipped.Categories, id => Assert.Equal(4, shipped.Insights.CategoryTitles[id].Count));
    }

    [Theory]
    [InlineData("\"type\": \"idle-cash\"", "\"type\": \"horoscope\"", "must be an insight the platform can find: unusual-spending, ")]
    [InlineData("\"type\": \"idle-cash\"", "\"type\": \"low-balance\"", "is declared twice")]
    [InlineData("{previous}, {percent} more, since", "{previos}, {percent} more, since", "has the placeholder \"{previos}\"; known are {counterparty}, {amount}, {previous}, {percent}, {date}")]
    [InlineData("now costs {amount} instead", "now costs {amount instead", "has the placeholder \"{amount instead of {previous}\"")]
    [InlineData("now costs {amount} instead", "now costs amount} instead", "has a } that closes nothing")]
    [InlineData("\"title\": \"Price up: {counterparty}\"", "\"title\": \" \"", "must not be blank")]
    [InlineData("\"severity\": \"warning\"", "\"severity\": \"alarm\"", "must be one of info, notice, warning")]
    [InlineData("\"validDays\": 14", "\"validDays\": 0", "must be a whole number from 1 to 92")]
    [InlineData("\"mostShown\": 10", "\"mostShown\": 0", "must be a whole number from 1 to 50")]
    [InlineData("\"minPercent\": 2,", "\"minPercent\": -2,", "must be a number from 0.5 to 100")]
    [InlineData("\"minPercent\": 2,", "\"minPercent\": \"2\",", "must be a number")]
    [InlineData("\"minPercent\": 2,", "", "misses the member \"minPercent\"")]
    [InlineData("\"minPercent\": 2,", "\"minPercent\": 2, \"maxPoints\": 3,", "unknown member \"maxPoints\"")]
    [InlineData("\"exceptCategories\": [\"income\"", "\"exceptCategories\": [\"incme\"", "names \"incme\", which is no category of the categories file")]
    [InlineData("\"languages\": [\"en\", ", "\"languages\": [", "must name en, which stands in for every other language")]
    [InlineData("\"languages\": [\"en\", ", "\"languages\": [\"EN\", ", "must be a language as BCP 47")]
    [InlineData("{ \"language\": \"de\"", "{ \"language\": \"fr\"", "must be one of the languages declared above")]
    [InlineData("{ \"language\": \"de\"", "{ \"language\": \"en\"", "is declared twice")]
    public void Each_fault_is_named_with_its_file_and_line(string from, string to, string reason)
    {
        var line = files.Change("insights.json", from, to);
        Assert.Contains(files.Faults(), f => f.File == files.PathOf("insights.json") && f.Line == line && f.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_language_is_named_at_the_texts_of_each_type()
    {
        var line = files.Change("insights.json", "\"languages\": [\"en\", ", "\"languages\": [\"en\", \"fr\", ");
        var faults = files.Faults();
        Assert.Equal(InsightRules.All.Length, faults.Count(f => f.Reason == "\"texts\" misses the language \"fr\"" && f.Line > line));
    }

    [Fact]
    public void A_type_that_is_left_out_is_off()
    {
        var shipped = DeclaredFiles.Shipped("insights.json");
        var (from, to) = (shipped.IndexOf("    {\n      \"type\": \"first-salary\"", StringComparison.Ordinal), shipped.IndexOf("  ],\n  \"categories\"", StringComparison.Ordinal));
        files.Write("insights.json", shipped[..from].TrimEnd().TrimEnd(',') + "\n" + shipped[to..]);
        Assert.False(Catalogue.Load(files.Options).Insights.Has("first-salary"));
        Assert.Null(InsightState.Empty.Mute("first-salary", Catalogue.Load(files.Options).Insights));
    }

    [Fact]
    public void A_category_of_the_bank_that_has_no_title_here_has_its_own()
    {
        files.Change("categories.json", "\"id\": \"pets\", \"title\": \"Pets\"", "\"id\": \"boats\", \"title\": \"Boats\"");
        Assert.Equal("Boats", Catalogue.Load(files.Options).Insights.CategoryTitles["boats"]["en"]);
    }
}
