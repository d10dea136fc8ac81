using Grains.Catalog;

namespace Tests.Unit.Catalog;

public sealed class CatalogueFaultTests : IDisposable
{
    private readonly DeclaredFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("attributes.json", "\"title\": \"E-mail address\"", "\"titel\": \"E-mail address\"", "unknown member \"titel\"")]
    [InlineData("attributes.json", "\"type\": \"date\"", "\"type\": \"day\"", "must be one of text, date, number, integer, flag, list")]
    [InlineData("attributes.json", "\"category\": \"employment\"", "\"category\": \"work\"", "not a data category of the purposes file")]
    [InlineData("attributes.json", "\"purposes\": [\"self-service\"]", "\"purposes\": [\"self-service\", \"curiosity\"]", "names the unknown purpose \"curiosity\"")]
    [InlineData("attributes.json", "\"purposes\": [\"self-service\"]", "\"purposes\": [\"self-service\", \"ui-personalisation\"]", "may not use the category")]
    [InlineData("attributes.json", "\"purposes\": [\"self-service\"]", "\"purposes\": [\"legal-compliance\"]", "must name self-service")]
    [InlineData("attributes.json", "\"writableBy\": [\"bank\"]", "\"writableBy\": [\"anybody\"]", "may name bank and customer only")]
    [InlineData("attributes.json", "\"writableBy\": [\"bank\"]", "\"writableBy\": []", "must name bank, customer or both")]
    [InlineData("attributes.json", "\"retention\": \"P10Y\"", "\"retention\": \"10 years\"", "ISO 8601 duration")]
    [InlineData("attributes.json", "\"retention\": \"P10Y\"", "\"retention\": \"-P1D\"", "above zero")]
    [InlineData("attributes.json", "\"pattern\": \"[A-Z]{2}\"", "\"pattern\": \"[A-Z\"", "must be a regular expression")]
    [InlineData("attributes.json", "\"pattern\": \"[A-Z]{2}\"", "\"pattern\": \"(?=a)b\"", "without lookarounds")]
    [InlineData("attributes.json", "\"maximum\": 1000000000", "\"maximum\": -1", "must not be below the minimum")]
    [InlineData("attributes.json", "\"maximum\": 1000000000", "\"maximum\": 1e999", "must be a number that a decimal can hold")]
    [InlineData("attributes.json", "\"protected\": true", "\"protected\": \"yes\"", "must be true or false")]
    [InlineData("attributes.json", "\"maxLength\": 100", "\"maxLength\": 0", "must be a whole number from 1 to 10000")]
    [InlineData("attributes.json", "\"name\": \"familyName\"", "\"name\": \"givenName\"", "is declared twice")]
    [InlineData("attributes.json", "\"name\": \"familyName\"", "\"name\": \"family name\"", "must be camelCase")]
    [InlineData("attributes.json", "\"values\": [\"female\"", "\"values\": [\"male\", \"female\"", "names \"male\" twice")]
    [InlineData("purposes.json", "\"legalBasis\": \"consent\"", "\"legalBasis\": \"goodwill\"", "must be one of consent, contract, legal-obligation, legitimate-interest")]
    [InlineData("purposes.json", "\"validity\": \"P2Y\"", "\"validity\": \"soon\"", "ISO 8601 duration")]
    [InlineData("purposes.json", "\"id\": \"security\"", "\"id\": \"servicing\"", "is declared twice")]
    [InlineData("purposes.json", "\"id\": \"security\"", "\"id\": \"Security!\"", "must be lower case letters")]
    [InlineData("purposes.json", "\"title\": \"Run your accounts\"", "\"title\": \" \"", "must not be blank")]
    [InlineData("offers.json", "\"anyOf\": [\"student\"]", "\"anyOf\": [\"pupil\"]", "has \"pupil\", which the attribute cannot have")]
    [InlineData("offers.json", "\"attribute\": \"employmentStatus\"", "\"attribute\": \"maritalStatus\"", "reads \"maritalStatus\", a protected attribute")]
    [InlineData("offers.json", "\"attribute\": \"employmentStatus\"", "\"attribute\": \"mood\"", "neither a feature nor an attribute")]
    [InlineData("offers.json", "\"attribute\": \"employmentStatus\", \"anyOf\": [\"student\"]", "\"attribute\": \"vulnerabilities\", \"noneOf\": [\"health\"]", "a safeguard: only suitability may")]
    [InlineData("offers.json", "\"attribute\": \"restrictions\", \"noneOf\": [\"no-investments\"", "\"attribute\": \"restrictions\", \"anyOf\": [\"no-investments\"", "a safeguard: only suitability may")]
    [InlineData("offers.json", "\"form\": \"percent\"", "\"form\": \"parts\"", "must be amount or percent")]
    [InlineData("offers.json", "your balance were {value}", "your balance were more", "must have {value} in it")]
    [InlineData("offers.json", "\"You are a student\"", "\"You are a student\", \"ifChanged\": \"you were {value}\", \"form\": \"amount\"", "they cannot change what they are")]
    [InlineData("attributes.json", "\"safeguard\": \"restriction\"", "\"safeguard\": \"wish\"", "must be vulnerability or restriction")]
    [InlineData("offers.json", "\"attribute\": \"employmentStatus\"", "\"attribute\": \"occupation\"", "which the purpose personalised-offers may not read")]
    [InlineData("offers.json", "\"attribute\": \"employmentStatus\"", "\"attribute\": \"annualIncome\"", "is a number: use minimum or maximum")]
    [InlineData("offers.json", "\"attribute\": \"age\", \"minimum\": 16", "\"attribute\": \"birthDate\", \"minimum\": 16", "can hold no condition")]
    [InlineData("offers.json", "\"minimum\": 16", "\"minimum\": 31", "must not be below the minimum")]
    [InlineData("offers.json", "\"savings-rate\": 0.35", "\"charm\": 0.35", "\"charm\" is not a feature declared above")]
    [InlineData("offers.json", "\"savings-rate\": 0.35", "\"savings-rate\": 1e999", "must be a number that a double can hold")]
    [InlineData("offers.json", "\"name\": \"household-size\"", "\"name\": \"shoe-size\"", "must be a feature the platform can compute")]
    [InlineData("offers.json", "\"scale\": 17", "\"scale\": 0", "must be above 0")]
    [InlineData("offers.json", "\"surfaces\": [\"home\"", "\"surfaces\": [\"Home\"", "must be 1 to 32 lower case letters")]
    [InlineData("offers.json", "\"surfaces\": [\"home\", \"loans\"]", "\"surfaces\": [\"home\", \"lounge\"]", "names \"lounge\", which is none of the file's surfaces")]
    [InlineData("offers.json", "\"currency\": \"EUR\"", "\"currency\": \"Euro\"", "must be a currency that the platform knows")]
    [InlineData("offers.json", "\"kind\": \"credit\"", "\"kind\": \"loan\"", "must be one of credit")]
    [InlineData("categories.json", "\"kind\": \"income\"", "\"kind\": \"income\", \"inflowOnly\": true", "is for transfers")]
    [InlineData("offers.json", "\"id\": \"budget-planner\"", "\"id\": \"round-up-saving\"", "is declared twice")]
    [InlineData("categories.json", "\"id\": \"groceries\"", "\"id\": \"income\"", "is declared twice")]
    [InlineData("categories.json", "[\"8351\"]", "[\"835\"]", "must be four digits")]
    [InlineData("categories.json", "[\"8351\"]", "[\"8351-8300\"]", "the lower first")]
    [InlineData("categories.json", "[\"8351\"]", "[\"5411\"]", "has 5411, which belongs to \"groceries\" already")]
    [InlineData("categories.json", "\"Kita\"", "\"K\"", "must be 2 to 64 characters with at least 2 letters or digits")]
    [InlineData("categories.json", "\"Kita\"", "\"...\"", "must be 2 to 64 characters with at least 2 letters or digits")]
    [InlineData("categories.json", "\"Kita\"", "\"Ki*ta\"", "a * only at an end")]
    [InlineData("categories.json", "\"Kita\"", "\"MIETE\"", "has \"MIETE\", which stands at \"housing\" already")]
    [InlineData("categories.json", "\"Kita\"", "\"Umbuchung\"", "has \"Umbuchung\", which stands at \"transfer\" already")]
    [InlineData("categories.json", "\"kind\": \"income\"", "\"kind\": \"inflow\"", "must be one of spending, income, transfer")]
    [InlineData("categories.json", "\"kind\": \"income\"", "\"kind\": \"transfer\"", "of \"income\" must be income")]
    [InlineData("classifier.json", "\"threshold\": ", "\"threshold\": 1", "must be above 0 and at most 1")]
    [InlineData("classifier.json", "\"scale\": ", "\"scale\": -", "must be above 0")]
    [InlineData("classifier.json", "\"buckets\": ", "\"buckets\": 1", "must be a power of two")]
    [InlineData("classifier.json", "\"buckets\": ", "\"buckets\": 9999", "must be a whole number from 64 to 65536")]
    [InlineData("classifier.json", "\"transport\": ", "\"salary\": ", "must be a category of spending in the categories file")]
    [InlineData("classifier.json", "\"transport\": ", "\"nonsense\": ", "must be a category of spending in the categories file")]
    [InlineData("classifier.json", "\"weights\": \"", "\"weights\": \"AAAA", "must be base64 of one byte for each bucket and class")]
    [InlineData("classifier.json", "\"weights\": \"", "\"weights\": \"?", "must be base64 of one byte for each bucket and class")]
    [InlineData("classifier.json", "\"learnedOn\": \"", "\"learnedOn\": \"on ", "must be a date")]
    public void Each_fault_is_named_with_its_file_and_line(string file, string from, string to, string reason)
    {
        var line = files.Change(file, from, to);
        Assert.Contains(files.Faults(), fault => fault.File == files.PathOf(file) && fault.Line == line && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("attributes.json", "      \"retention\": \"P10Y\",\n", "misses the member \"retention\"", -8)]
    [InlineData("attributes.json", "      \"category\": \"identity\",\n", "misses the member \"category\"", -5)]
    [InlineData("purposes.json", "      \"legalBasis\": \"contract\",\n", "misses the member \"legalBasis\"", -4)]
    [InlineData("offers.json", "      \"intercept\": -1.6,\n", "misses the member \"intercept\"", -4)]
    [InlineData("purposes.json", "  \"version\": \"2026-11-01\",\n", "misses the member \"version\"", -1)]
    public void A_missing_member_is_named_at_its_object(string file, string member, string reason, int offset)
    {
        var line = files.Change(file, member, string.Empty) + offset;
        Assert.Contains(files.Faults(), fault => fault.Line == line && fault.Reason == reason);
    }

    [Fact]
    public void All_faults_of_all_files_are_named_at_once()
    {
        files.Change("purposes.json", "\"legalBasis\": \"consent\"", "\"legalBasis\": \"goodwill\"");
        files.Change("attributes.json", "\"retention\": \"P10Y\"", "\"retention\": \"?\"");
        files.Change("attributes.json", "\"type\": \"number\"", "\"type\": \"money\"");
        files.Change("offers.json", "\"savings-rate\": 0.35", "\"charm\": 0.35");
        files.Change("categories.json", "\"id\": \"other\"", "\"id\": \"rest\"");
        var faults = files.Faults();
        Assert.Contains(faults, f => f.Reason.Contains("misses the category \"other\"", StringComparison.Ordinal));
        Assert.Equal(4, faults.Select(f => f.File).Distinct().Count());
        Assert.True(faults.Length >= 5);
        Assert.All(faults, f => Assert.True(f.Line > 0));
    }

    [Theory]
    [InlineData("\"version\": \"2026-11-01\",", "\"version\": \"2026-11-01\"", 1)]
    [InlineData("\"legalBasis\": \"contract\",", "\"legalBasis\": contract,", 0)]
    [InlineData("\"legalBasis\": \"contract\",", "\"legalBasis\": \"\\ud800\",", 0)]
    [InlineData("\"legalBasis\": \"contract\",", "// a comment", 0)]
    public void Malformed_json_is_named_with_its_line(string from, string to, int offset)
    {
        var line = files.Change("purposes.json", from, to) + offset;
        var fault = Assert.Single(files.Faults());
        Assert.Equal(line, fault.Line);
        Assert.StartsWith("malformed JSON", fault.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"{files.PathOf("purposes.json")}({line}): malformed", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"version\": \"1\"}")]
    public void A_file_that_is_no_catalogue_is_refused(string text)
    {
        files.Write("offers.json", text);
        Assert.All(files.Faults(), fault => Assert.Equal(files.PathOf("offers.json"), fault.File));
    }

    [Fact]
    public void A_member_written_twice_is_refused()
    {
        var line = files.Change("offers.json", "\"intercept\": -1.6,", "\"intercept\": -1.6, \"intercept\": 9,");
        Assert.Contains(files.Faults(), f => f.Line == line && f.Reason == "\"intercept\" stands here twice");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        files.Options.Offers = files.PathOf("nowhere.json");
        var fault = Assert.Single(files.Faults());
        Assert.StartsWith(files.Options.Offers + ": cannot be read", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_that_the_shipped_classifier_does_not_know_are_never_answered_by_it()
    {
        files.Change("categories.json", "\"id\": \"travel\"", "\"id\": \"voyages\"");
        Assert.Equal("uncategorised", Catalogue.Load(files.Options).Categoriser.Of(-40, null, "TRAVELODGE GB0000", null, null).Category);
    }

    [Fact]
    public void A_purpose_that_routes_run_under_cannot_be_left_out()
    {
        files.Change("purposes.json", "\"id\": \"advice\"", "\"id\": \"guidance\"");
        Assert.Contains(files.Faults(), f => f.Reason.Contains("misses the purpose \"advice\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_feature_whose_attribute_becomes_protected_is_refused()
    {
        files.Change("attributes.json", "\"category\": \"financial\"", "\"category\": \"financial\", \"protected\": true");
        Assert.Contains(files.Faults(), f => f.File == "offers.json" && f.Reason.Contains("\"annual-income\" reads \"annualIncome\", a protected attribute", StringComparison.Ordinal));
    }

    [Fact]
    public void Features_of_transactions_need_a_purpose_that_may_use_them()
    {
        var purposes = DeclaredFiles.Shipped("purposes.json");
        var at = purposes.IndexOf("\"id\": \"personalised-offers\"", StringComparison.Ordinal);
        files.Write("purposes.json", purposes[..at] + purposes[at..].Replace("\"relationship\", \"transactions\", \"behaviour\"", "\"relationship\", \"behaviour\"", StringComparison.Ordinal));
        Assert.Contains(files.Faults(), f => f.Reason.Contains("\"balance\" reads transactions", StringComparison.Ordinal));
    }

    [Fact]
    public void A_replaced_file_is_in_force()
    {
        files.Change("offers.json", "\"version\": \"2026-11-24\"", "\"version\": \"bank-7\"");
        Assert.Equal("bank-7", Catalogue.Load(files.Options).Offers.Version);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        files.Write("categories.json", "\uFEFF" + DeclaredFiles.Shipped("categories.json"));
        Assert.NotNull(Catalogue.Load(files.Options));
    }
}
