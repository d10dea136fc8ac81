using System.Text;
using Grains.Access;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Microsoft.Extensions.Configuration;
using Silo.Storage;

namespace Silo.Access;

/// <summary>
/// <c>dotnet run --project Silo -- policy</c>: who may do what, for which purpose, with which data, as an auditor reads it. Computed from the
/// declarations that decide at run time, with the catalogue that the configuration names; nothing is started.
/// </summary>
internal static class PolicyCommand
{
    private const string None = "–";

    /// <summary>Writes the policy in force.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Markdown.</returns>
    /// <exception cref="StartRefusedException">The catalogue has faults.</exception>
    public static string Write(IConfiguration configuration)
    {
        try
        {
            return Write(Catalogue.Load(configuration.GetSection(CatalogueOptions.Section).Get<CatalogueOptions>()));
        }
        catch (CatalogueFaultException faulty)
        {
            throw new StartRefusedException(faulty.Message);
        }
    }

    /// <summary>Writes the policy under a catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <returns>Markdown.</returns>
    public static string Write(Catalogue catalogue)
    {
        var text = new StringBuilder("# Who may do what, for which purpose, with which data\n\n");
        text.Append("Catalogue: purposes ").Append(catalogue.Purposes.Version).Append(", attributes ").Append(catalogue.Attributes.Version)
            .Append(", offers ").Append(catalogue.Offers.Version).Append(".\n\n");
        text.Append("What is not in this table is refused. Front ends and advisors state one of the purposes, and their token must hold it. Refusals are always recorded.\n");
        text.Append("A client named in BreakGlass:Clients may, on a stated reason that an officer reviews, state a purpose of contract or law that its token does not hold, but never self-service.\n\n");
        text.Table(["What it does", "Method", "Role", "Purposes", "Legal basis", "Consent", "Data categories", "Recorded"], [.. new PolicyMatrix(catalogue).Entries.SelectMany(Rows)]);
        text.Append("\n## Which purpose reads which attribute\n\n");
        Attributes(text, catalogue);
        text.Append("\n## Open to anyone\n\n");
        List(text, PolicyMatrix.Public);
        text.Append("\n## Between silos only\n\n");
        List(text, PolicyMatrix.SiloOnly);
        return text.ToString();
    }

    private static IEnumerable<string[]> Rows(PolicyEntry entry) => entry.Grounds.Select(ground => new[]
    {
        entry.Does, entry.Method, entry.Role.ToString().ToLowerInvariant(), Joined(ground.Purposes),
        ground.LegalBasis ?? (ground.Purposes.Count == 0 ? None : "not declared"), Consent(ground.Consent), Joined(ground.Categories), entry.IsRecorded ? "yes" : "refusals",
    });

    private static string Consent(ConsentRule? rule) => rule switch
    {
        ConsentRule.Required => "required",
        ConsentRule.Optional => "without it a general answer",
        ConsentRule.Exempt => "not asked",
        _ => None,
    };

    private static void Attributes(StringBuilder text, Catalogue catalogue)
    {
        string[] purposes = [.. catalogue.Purpose.Keys.Order(StringComparer.Ordinal)];
        text.Table(
            ["Attribute", "Category", "Protected", .. purposes],
            [
                .. catalogue.Attributes.Attributes.OrderBy(static a => a.Name, StringComparer.Ordinal).Select(attribute => (string[])
                [
                    attribute.Name, attribute.Category, attribute.Protected ? "yes" : None, .. purposes.Select(purpose => attribute.Purposes.Contains(purpose) ? "yes" : None),
                ]),
            ]);
    }

    private static void List(StringBuilder text, IEnumerable<string> methods)
    {
        foreach (var method in methods)
        {
            text.Append("- ").Append(method).Append('\n');
        }
    }

    private static string Joined(IReadOnlyList<string> names) => names.Count == 0 ? None : string.Join(", ", names);
}
