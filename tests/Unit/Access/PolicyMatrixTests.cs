extern alias silo;

using System.Reflection;
using Grains.Access;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Microsoft.Extensions.Configuration;
using Orleans;
using silo::Silo.Access;
using silo::Silo.Storage;
using Tests.Unit.Catalog;

namespace Tests.Unit.Access;

/// <summary>The table of who may do what, against lines written by hand and against the attributes it was computed from.</summary>
public sealed class PolicyMatrixTests
{
    private static readonly Catalogue Shipped = Catalogue.Load();
    private static readonly PolicyMatrix Matrix = new(Shipped);

    private static readonly MethodInfo[] Methods =
    [
        .. typeof(Role).Assembly.GetTypes().Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain))).SelectMany(t => t.GetMethods()),
    ];

    [Theory]
    [InlineData("ICustomerPersonalization.Recommend", Role.Customer, "personalised-offers: consent, Optional, behaviour demographics employment financial identity relationship transactions")]
    [InlineData("ICustomerPersonalization.Recommend", Role.Frontend, "personalised-offers: consent, Optional, behaviour demographics employment financial identity relationship transactions")]
    [InlineData("ICustomerProfile.Put", Role.Frontend, "servicing: contract, , accessibility contact demographics employment financial identity preferences relationship")]
    [InlineData("ICustomerConsent.Read", Role.Officer, "legal-compliance: legal-obligation, , ")]
    [InlineData("ICustomerConsent.Read", Role.Customer, "self-service: contract, , ")]
    [InlineData("ICustomerActivity.Categorise", Role.Customer, "self-service: contract, , transactions")]
    [InlineData("ICatalog.Offers", Role.Advisor, ": , , ")]
    [InlineData("ICatalog.Offers", Role.Operator, "legal-compliance: legal-obligation, , ")]
    [InlineData("IAuditLog.Entries", Role.Auditor, "legal-compliance: legal-obligation, , ")]
    [InlineData(
        "ICustomerActivity.Read", Role.Advisor, "advice financial-insights model-improvement personalised-offers: consent, Required, transactions",
        "legal-compliance security: legal-obligation, , transactions", "self-service servicing: contract, , transactions", "third-party-sharing ui-personalisation: consent, Required, ")]
    public void A_line_says_what_the_contract_says(string method, Role role, params string[] grounds)
    {
        var entry = Matrix.Entries.Single(e => e.Method == method && e.Role == role);

        Assert.Equal(grounds, entry.Grounds.Select(g => $"{string.Join(' ', g.Purposes)}: {g.LegalBasis}, {g.Consent}, {string.Join(' ', g.Categories)}"));
    }

    [Fact]
    public void Every_grain_method_appears_once_for_each_of_its_roles_or_among_those_that_ask_for_none()
    {
        var expected = Methods.SelectMany(m => m.GetCustomAttribute<AllowAttribute>() is { } allow
            ? allow.Roles.Select(role => $"{Name(m)} {role}") : [$"{Name(m)} {(m.IsDefined(typeof(PublicAttribute)) ? "anyone" : "silo")}"]);

        var listed = Matrix.Entries.Select(e => $"{e.Method} {e.Role}")
            .Concat(PolicyMatrix.Public.Select(m => $"{m} anyone")).Concat(PolicyMatrix.SiloOnly.Select(m => $"{m} silo"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.All(Matrix.Entries, e => Assert.NotEmpty(e.Does));
    }

    [Fact]
    public void Every_purpose_that_may_be_stated_appears_once_under_a_method_and_role()
    {
        foreach (var entry in Matrix.Entries.Where(e => e.Role is Role.Frontend or Role.Advisor && e.Method.StartsWith("ICustomer", StringComparison.Ordinal)))
        {
            var named = Methods.Single(m => Name(m) == entry.Method).GetCustomAttribute<AllowAttribute>()!.Purpose;
            Assert.Equal(named is null ? Shipped.Purpose.Keys.Order() : [named], entry.Grounds.SelectMany(g => g.Purposes).Order());
        }
    }

    [Fact]
    public void A_protected_attribute_gives_its_category_only_to_the_purposes_that_it_names()
    {
        var grounds = new PolicyMatrix(TestCatalogue.Small).Entries.Single(e => e.Method == "ICustomerProfile.Read" && e.Role == Role.Frontend).Grounds;

        Assert.Equal(["identity"], grounds.Single(g => g.Purposes.Contains("advice")).Categories);
        Assert.Equal(["contact", "identity"], grounds.Single(g => g.Purposes.Contains("servicing")).Categories);
        Assert.Empty(grounds.Single(g => g.Purposes.Contains("third-party-sharing")).Categories);
    }

    [Fact]
    public void The_print_is_a_table_of_even_columns_under_the_catalogues_versions()
    {
        var lines = PolicyCommand.Write(Shipped).Split('\n');

        Assert.Contains($"purposes {Shipped.Purposes.Version}, attributes {Shipped.Attributes.Version}, offers {Shipped.Offers.Version}", lines[2], StringComparison.Ordinal);
        var tables = lines.Where(line => line.StartsWith('|')).GroupBy(line => line.Count(c => c == '|')).ToArray();
        Assert.Equal(2, tables.Length);
        Assert.All(tables, table => Assert.Single(table.Select(line => line.Length).Distinct()));
        Assert.Equal(2 + Matrix.Entries.Sum(e => e.Grounds.Count), tables[0].Count());
        Assert.Equal(2 + Shipped.Attribute.Count, tables[1].Count());
        Assert.Contains(lines, line => line.StartsWith("| gender ", StringComparison.Ordinal) && line.Split("yes").Length == 3);
        Assert.All(PolicyMatrix.Public.Concat(PolicyMatrix.SiloOnly), method => Assert.Contains($"- {method}", lines));
    }

    [Fact]
    public void The_banks_own_catalogue_is_printed_and_a_faulty_one_is_refused()
    {
        using var files = new DeclaredFiles();
        files.Change("purposes.json", "\"id\": \"security\"", "\"id\": \"vigilance\"");
        Assert.Contains("security", Assert.Throws<StartRefusedException>(() => PolicyCommand.Write(Configuration(files))).Message, StringComparison.Ordinal);

        files.Write("attributes.json", DeclaredFiles.Shipped("attributes.json").Replace("\"security\"", "\"vigilance\"", StringComparison.Ordinal));
        Assert.Contains(" vigilance ", PolicyCommand.Write(Configuration(files)), StringComparison.Ordinal);
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static IConfiguration Configuration(DeclaredFiles files) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Catalog:Purposes"] = files.Options.Purposes, ["Catalog:Attributes"] = files.Options.Attributes }).Build();
}
