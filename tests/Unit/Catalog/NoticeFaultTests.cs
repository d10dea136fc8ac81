namespace Tests.Unit.Catalog;

/// <summary>Faults of notices, and of whom and what receipts name.</summary>
public sealed class NoticeFaultTests : IDisposable
{
    private const string Purposes = "purposes.json";
    private const string Spanish = ",\n            { \"language\": \"es\", \"title\": \"Ofertas adecuadas para usted\", \"description\": \"Ordenamos nuestras ofertas según lo que encaja con su vida, su trabajo, sus ingresos y sus pagos, y aprendemos de lo que usted hace con ellas. No se toma con ello ninguna decisión de crédito.\" }";

    private readonly DeclaredFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("\"version\": \"2026-11\"", "\"version\": 11", "\"version\" must be a text")]
    [InlineData("\"validFrom\": \"2026-11-01\"", "\"validFrom\": \"1 November 2026\"", "\"validFrom\" must be a date as yyyy-MM-dd")]
    [InlineData("\"validFrom\": \"2026-11-01\"", "\"validFrom\": \"2026-02-30\"", "\"validFrom\" must be a date as yyyy-MM-dd")]
    [InlineData("          \"categories\": [\"identity\", \"contact\"", "          \"categories\": [\"identity\", \"shoes\"", "\"categories\" names \"shoes\", which the purpose does not declare")]
    [InlineData("          \"channels\": [\"app\", \"web\"", "          \"channels\": [\"app\", \"pigeon\"", "\"channels\" names \"pigeon\", which the purpose does not declare")]
    [InlineData("          \"channels\": [\"app\", \"web\"]", "          \"channels\": []", "\"channels\" must name a channel at least")]
    [InlineData("          \"categories\": [\"contact\", \"relationship\"]", "          \"categories\": []", "\"categories\" must name a data category at least")]
    [InlineData("\"language\": \"cs\"", "\"language\": \"de\"", "\"language\" is declared twice")]
    [InlineData("\"language\": \"en\"", "\"language\": \"English\"", "\"language\" must be a language as BCP 47 writes it in lower case")]
    [InlineData("\"title\": \"Ihre Konten führen\"", "\"title\": \"\"", "\"title\" must not be blank")]
    [InlineData("\"validFrom\": \"2026-11-01\"", "\"validFrom\": \"2026-11-01\", \"until\": \"2027-01-01\"", "unknown member \"until\"")]
    [InlineData("\"languages\": [\"en\"", "\"languages\": [\"EN\"", "\"languages\" must be a language as BCP 47")]
    [InlineData("\"languages\": [\"en\"", "\"languages\": [\"de\"", "\"languages\" names \"de\" twice")]
    [InlineData("\"jurisdiction\": \"CZ\"", "\"jurisdiction\": \"Czechia\"", "\"jurisdiction\" must be a country as ISO 3166-1 writes it")]
    [InlineData("\"storageLocations\": [\"CZ\", \"DE\"]", "\"storageLocations\": [\"CZ\", \"Berlin\"]", "\"storageLocations\" must be a country as ISO 3166-1 writes it")]
    [InlineData("\"storageLocations\": [\"CZ\", \"DE\"]", "\"storageLocations\": []", "\"storageLocations\" must name a country at least")]
    [InlineData("\"withdrawalUrl\": \"https://", "\"withdrawalUrl\": \"http://", "\"withdrawalUrl\" must be an address that begins with https://")]
    [InlineData("\"rightsUrl\": \"https://bank.example/privacy/rights\"", "\"rightsUrl\": \"privacy/rights\"", "\"rightsUrl\" must be an address that begins with https://")]
    [InlineData("\"email\": \"privacy@bank.example\"", "\"email\": \"privacy at bank\"", "\"email\" must be an e-mail address")]
    [InlineData("\"phone\": \"+420 200 000 001\"", "\"fax\": \"+420 200 000 001\"", "misses the member \"phone\"")]
    [InlineData("\"supervisoryAuthority\": {", "\"authority\": {", "misses the member \"supervisoryAuthority\"")]
    [InlineData("\"controller\": {", "\"bank\": {", "misses the member \"controller\"")]
    [InlineData("\"role\": \"third-party\"", "\"role\": \"friend\"", "\"role\" must be one of processor, third-party")]
    [InlineData("\"operations\": [\"dpv:Use\", \"dpv:Share\"]", "\"operations\": [\"share\"]", "\"operations\" must be a term of the Data Privacy Vocabulary")]
    [InlineData("\"operations\": [\"dpv:Use\", \"dpv:Share\"]", "\"operations\": []", "\"operations\" must name a processing operation at least")]
    [InlineData("\"automation\": \"dpv:PartialAutomation\"", "\"automation\": \"some\"", "\"automation\" must be a term of the Data Privacy Vocabulary")]
    [InlineData("\"retention\": \"P30D\"", "\"retention\": \"30 days\"", "\"retention\" must be an ISO 8601 duration above zero")]
    [InlineData("\"dpvTerm\": \"pd:Contact\"", "\"dpvTerm\": \"contact data\"", "\"dpvTerm\" must be a term of the Data Privacy Vocabulary")]
    [InlineData("\"processing\": { \"operations\": [\"dpv:Use\", \"dpv:Share\"], \"automation\": \"dpv:HighAutomation\", \"retention\": \"P30D\" },\n", "\n", "\"processing\" must say what is done with the data")]
    public void Each_fault_is_named_with_its_line(string from, string to, string reason)
    {
        files.Change(Purposes, from, to);
        var fault = files.Faults().FirstOrDefault(f => f.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.True(fault is { Line: > 0 } && fault.File == files.PathOf(Purposes), string.Join('\n', files.Faults().Select(f => f.ToString())));
    }

    [Fact]
    public void A_fault_is_named_at_its_own_line()
    {
        var line = files.Change(Purposes, "\"language\": \"cs\"", "\"language\": \"de\"");
        Assert.Contains(files.Faults(), fault => fault.Line == line && fault.Reason == "\"language\" is declared twice");
    }

    [Fact]
    public void A_language_that_a_notice_misses_is_named()
    {
        files.Change(Purposes, Spanish, string.Empty);
        Assert.Equal("\"texts\" misses the language \"es\"", Assert.Single(files.Faults()).Reason);
    }

    [Fact]
    public void Further_languages_are_welcome()
    {
        files.Change(Purposes, Spanish, Spanish + Spanish.Replace("\"es\"", "\"pt-br\"", StringComparison.Ordinal));
        Assert.Equal(5, Grains.Catalog.Catalogue.Load(files.Options).Purpose["personalised-offers"].Notices[0].Texts.Length);
    }

    [Theory]
    [InlineData("2027-06", "2026-11-01", "\"validFrom\" must be after that of the version before")]
    [InlineData("2027-06", "2026-10-31", "\"validFrom\" must be after that of the version before")]
    [InlineData("2026-11", "2027-06-01", "\"version\" is declared twice")]
    public void Versions_are_distinct_and_in_order(string version, string validFrom, string reason)
    {
        files.AddNotice("advice", version, validFrom);
        Assert.Equal(reason, Assert.Single(files.Faults()).Reason);
    }

    [Fact]
    public void A_consent_is_given_to_what_was_shown_so_its_purpose_has_a_notice()
    {
        files.WithoutNotices("advice");
        Assert.Contains(files.Faults(), fault => fault.Reason.StartsWith("\"notices\" must have a notice at least: consent", StringComparison.Ordinal));
    }

    [Fact]
    public void A_purpose_that_needs_no_consent_may_only_name_its_version()
    {
        files.WithoutNotices("security", "\"noticeVersion\": \"leaflet-3\"");
        Assert.Equal("leaflet-3", Grains.Catalog.Catalogue.Load(files.Options).Purpose["security"].NoticeVersion);

        files.WithoutNotices("servicing");
        Assert.Equal("\"notices\" must have a notice at least, or noticeVersion must name one", Assert.Single(files.Faults()).Reason);
    }

    [Fact]
    public void A_version_is_named_once_by_its_notices_or_by_itself()
    {
        files.Change(Purposes, "\"legalBasis\": \"consent\"", "\"legalBasis\": \"consent\", \"noticeVersion\": \"2026-11\"");
        Assert.Contains(files.Faults(), fault => fault.Reason.StartsWith("unknown member \"noticeVersion\"", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        files.Change(Purposes, "\"language\": \"cs\"", "\"language\": \"de\"");
        files.Change(Purposes, "\"jurisdiction\": \"CZ\"", "\"jurisdiction\": \"Czechia\"");
        files.Change(Purposes, Spanish, string.Empty);
        Assert.Equal(4, files.Faults().Length);
    }
}
