using System.Text.Json;
using System.Text.RegularExpressions;
using Grains.Consent;
using Grains.Interfaces.Consent;
using static Tests.Unit.Consent.ReceiptReading;

namespace Tests.Unit.Consent;

/// <summary>Receipts in JSON-LD, against what the profiles ask for.</summary>
public sealed class ReceiptTests
{
    public static TheoryData<string, string> Decisions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var purpose in Shipped.Purposes.Purposes.Where(p => p.NeedsConsent))
            {
                Array.ForEach(["given", "refused", "withdrawn"], state => data.Add(purpose.Id, state));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Every_field_that_the_profiles_require_is_there(string purpose, string state)
    {
        var section = Decide(ConsentSection.Empty, purpose, new() { State = state });
        var receipt = Linked(section);
        var record = receipt.GetProperty("dpv:hasRecordOfActivity");

        Assert.Empty(ReceiptProfile.Missing(receipt, ReceiptProfile.Receipt));
        Assert.Empty(ReceiptProfile.Missing(record, ReceiptProfile.Record));
        Assert.Equal("https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr", Text(receipt, "dct:conformsTo"));
        Assert.Equal("https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr", Text(record, "dct:conformsTo"));
        var storage = Items(record.GetProperty("dpv:hasProcess"), "dpv:hasStorageCondition").Select(condition => Text(condition, "@type"));
        Assert.Equal(["dpv:StorageLocation", "dpv:StorageDuration", "dpv:StorageDeletion"], storage);
        Assert.Empty(ReceiptProfile.Missing(Kantara(section), ReceiptProfile.Kantara));
    }

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Everybody_named_is_described_and_nothing_but_a_pseudonym_is_said_of_the_customer(string purpose, string state)
    {
        var record = Linked(Decide(ConsentSection.Empty, purpose, new() { State = state })).GetProperty("dpv:hasRecordOfActivity");
        var entities = Items(record, "dpv:hasEntity").ToDictionary(e => Text(e, "@id")!);
        var process = record.GetProperty("dpv:hasProcess");

        Assert.All(entities.Where(e => e.Key != $"urn:uuid:{Customer}"), e => Assert.Empty(ReceiptProfile.Missing(e.Value, ReceiptProfile.Entity)));
        Assert.Equal("@id @type dct:identifier dpv:hasIdentifier", Members(entities[$"urn:uuid:{Customer}"]));
        Assert.Equal($"urn:uuid:{Customer}", Text(record, "dpv:hasDataSubject"));
        string[] named =
        [
            Text(record, "dpv:hasDataController")!, Text(record, "dpv:hasAuthority")!, Text(entities["https://bank.example"], "dpv:hasDataProtectionOfficer")!,
            .. Items(process, "dpv:hasRecipient").Select(r => r.GetString()!), Text(record.GetProperty("dpv:hasConsentStatus"), "dpv:isIndicatedBy")!,
        ];
        Assert.Empty(named.Except(entities.Keys));
        Assert.Equal(purpose == "third-party-sharing", entities.ContainsKey("https://insurance.example"));
    }

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Only_terms_of_the_vocabulary_are_used_and_every_prefix_is_explained(string purpose, string state)
    {
        var receipt = Linked(Decide(ConsentSection.Empty, purpose, new() { State = state }));
        var context = receipt.GetProperty("@context").EnumerateObject().Select(member => member.Name).ToHashSet();
        var text = receipt.ToString();
        var used = Regex.Matches(text, "\"([a-z-]+):([A-Za-z0-9-]+)\"").Select(m => (Prefix: m.Groups[1].Value, Term: m.Value.Trim('"'))).Distinct().ToList();

        Assert.All(used, one => Assert.Contains(one.Prefix, context));
        Assert.Empty(used.Where(one => one.Prefix is not ("dct" or "schema" or "skos" or "rdf" or "xsd")).Select(one => one.Term).Except(ReceiptProfile.Terms));
    }

    [Fact]
    public void It_says_what_was_decided_when_how_and_until_when()
    {
        var section = Decide(ConsentSection.Empty, "personalised-offers", new() { State = "given", Categories = ["transactions", "identity"], Channels = ["app"], Language = "cs" });
        var receipt = Linked(section);
        var record = receipt.GetProperty("dpv:hasRecordOfActivity");
        var (status, process) = (record.GetProperty("dpv:hasConsentStatus"), record.GetProperty("dpv:hasProcess"));

        Assert.Equal(("urn:uuid:" + section.Events[0].ReceiptId, "2026-12-01T12:30:15.123Z"), (Text(receipt, "@id"), Text(receipt, "dct:created")));
        Assert.Equal((section.Events[0].RecordId.ToString(), "cs"), (Text(record, "dct:identifier"), Text(record, "dct:language")));
        Assert.Equal("""["dpv:ConsentGiven","dpv:ExpressedConsent"]""", status.GetProperty("@type").GetRawText());
        Assert.Equal(("2026-12-01T12:30:15.123Z", "self-service"), (Text(status, "dpv:isIndicatedAtTime"), Text(status, "dpv:hasIndicationMethod")));
        Assert.Equal(("dpv:UntilTimeDuration", "2028-11-30T12:30:15.123Z"), (Text(status.GetProperty("dpv:hasDuration"), "@type"), Text(status.GetProperty("dpv:hasDuration"), "rdf:value")));
        Assert.Equal(["identity", "transactions"], Items(process, "dpv:hasPersonalData").Select(data => Text(data, "dct:identifier")));
        Assert.Equal(["app"], Items(process, "schema:availableChannel").Select(channel => Text(channel, "schema:name")));
        Assert.Equal(("Nabídky, které vám sedí", "cs"), Said(record.GetProperty("dpv:hasNotice"), "dct:title"));
        Assert.Equal(("personalised-offers/2026-11", "2026-11-01"), (Text(record.GetProperty("dpv:hasNotice"), "dct:identifier"), Text(record.GetProperty("dpv:hasNotice"), "dct:date")));
        Assert.Equal("""["eu-gdpr:A6-1-a"]""", process.GetProperty("dpv:hasLegalBasis").GetRawText());
    }

    [Fact]
    public void Special_categories_are_marked_and_rest_on_explicit_consent()
    {
        var record = Linked(Decide(ConsentSection.Empty, "ui-personalisation", new() { State = "given" })).GetProperty("dpv:hasRecordOfActivity");
        var process = record.GetProperty("dpv:hasProcess");

        Assert.Equal("""["eu-gdpr:A6-1-a","eu-gdpr:A9-2-a"]""", process.GetProperty("dpv:hasLegalBasis").GetRawText());
        Assert.Equal(["accessibility"], Items(process, "dpv:hasPersonalData").Where(d => Text(d, "@type") == "dpv:SpecialCategoryPersonalData").Select(d => Text(d, "dct:identifier")));
        Assert.Equal("dpv:ExplicitlyExpressedConsent", record.GetProperty("dpv:hasConsentStatus").GetProperty("@type")[1].GetString());
    }

    [Fact]
    public void A_consent_given_again_is_a_renewal_and_one_after_a_no_is_not()
    {
        var section = ConsentSection.Empty;
        foreach (var state in (string[])["given", "given", "withdrawn", "given"])
        {
            section = Decide(Decide(section, "advice", new() { State = state }), "personalised-offers", new() { State = "refused" });
        }

        Assert.Equal(
            ["dpv:ConsentGiven", "dpv:RenewedConsentGiven", "dpv:ConsentWithdrawn", "dpv:ConsentGiven"],
            section.Events.Where(e => e.Purpose == "advice").Select(e => Linked(section, e.ReceiptId).GetProperty("dpv:hasRecordOfActivity").GetProperty("dpv:hasConsentStatus").GetProperty("@type")[0].GetString()!));
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("ES", "es")]
    [InlineData("fr", "en")]
    [InlineData(null, "en")]
    public void The_notice_is_in_the_language_that_was_shown_where_the_catalogue_has_it(string? shown, string text)
    {
        var record = Linked(Decide(ConsentSection.Empty, "advice", new() { State = "given", Language = shown })).GetProperty("dpv:hasRecordOfActivity");
        Assert.Equal(shown ?? "en", Text(record, "dct:language"));
        Assert.Equal(text, Said(record.GetProperty("dpv:hasNotice"), "dct:description").Language);
        Assert.Equal(text, Said(record.GetProperty("dpv:hasProcess").GetProperty("dpv:hasPurpose"), "dct:title").Language);
    }

    [Fact]
    public void A_paper_form_of_long_ago_and_a_purpose_no_longer_declared_have_receipts_too()
    {
        var paper = ConsentSection.Empty.Import("advice", new() { State = "given", Method = "paper", At = Now.AddYears(-9), NoticeVersion = "form 7" }, Shipped, Now).Value!;
        var notice = Linked(paper).GetProperty("dpv:hasRecordOfActivity").GetProperty("dpv:hasNotice");
        Assert.Equal(("advice/form 7", false), (Text(notice, "dct:identifier"), notice.TryGetProperty("dct:title", out _)));
        Assert.Equal(("2017-12-01T12:30:15.123Z", "2026-12-01T12:30:15.123Z"), (
            Text(Linked(paper).GetProperty("dpv:hasRecordOfActivity").GetProperty("dpv:hasConsentStatus"), "dpv:isIndicatedAtTime"), Text(Linked(paper), "dct:created")));

        var gone = paper with { Events = [paper.Events[0] with { Purpose = "astrology", Categories = ["identity"] }] };
        var process = Linked(gone).GetProperty("dpv:hasRecordOfActivity").GetProperty("dpv:hasProcess");
        Assert.Equal("astrology", Text(process.GetProperty("dpv:hasPurpose"), "dct:identifier"));
        Assert.Equal("pd:Identifying", Text(Items(process, "dpv:hasPersonalData").Single(), "skos:broader"));
    }

    [Fact]
    public void What_a_backup_made_the_platform_withdraw_the_bank_said_and_not_the_customer()
    {
        var section = Decide(ConsentSection.Empty, "advice", new() { State = "given" }).Distrust(Shipped, Now);
        Assert.Equal("https://bank.example", Text(Linked(section, section.Events[^1].ReceiptId).GetProperty("dpv:hasRecordOfActivity").GetProperty("dpv:hasConsentStatus"), "dpv:isIndicatedBy"));
    }
}
