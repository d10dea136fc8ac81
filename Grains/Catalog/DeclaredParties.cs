using System.Collections.Immutable;
using Grains.Interfaces.Catalog;

namespace Grains.Catalog;

/// <summary>Who processes data and who receives it, as declared.</summary>
internal static class DeclaredParties
{
    private static readonly PartyDeclaration Nobody = new()
    {
        Name = string.Empty, Url = string.Empty, Address = string.Empty, Country = string.Empty, Email = string.Empty, Phone = string.Empty,
    };

    /// <summary>Reads the data controller.</summary>
    /// <param name="file">The file's root.</param>
    /// <returns>The controller; null where it is absent, which is a fault.</returns>
    public static ControllerDeclaration? Controller(this DeclarationReader file)
    {
        if (file.Object("controller") is not { } reader)
        {
            return file.Absent<ControllerDeclaration?>("controller", null);
        }

        var controller = new ControllerDeclaration
        {
            Party = reader.Party("party"),
            DataProtectionOfficer = reader.Party("dataProtectionOfficer"),
            SupervisoryAuthority = reader.Party("supervisoryAuthority"),
            Jurisdiction = reader.Country("jurisdiction"),
            StorageLocations = reader.Texts("storageLocations", DeclaredForms.CountryFault),
            WithdrawalUrl = reader.Url("withdrawalUrl"),
            RightsUrl = reader.Url("rightsUrl"),
            PolicyUrl = reader.Url("policyUrl"),
        };
        reader.Require(!controller.StorageLocations.IsEmpty, "storageLocations", "must name a country at least");
        reader.Done();
        return controller;
    }

    /// <summary>Reads who gets data for a purpose beside the controller.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <returns>The recipients.</returns>
    public static ImmutableArray<RecipientDeclaration> Recipients(this DeclarationReader purpose)
    {
        var recipients = ImmutableArray.CreateBuilder<RecipientDeclaration>();
        foreach (var reader in purpose.Objects("recipients"))
        {
            recipients.Add(new RecipientDeclaration(reader.OneOf("role", null, "processor", "third-party"), reader.Party("party")));
            reader.Done();
        }

        return recipients.DrainToImmutable();
    }

    private static PartyDeclaration Party(this DeclarationReader owner, string member)
    {
        if (owner.Object(member) is not { } reader)
        {
            return owner.Absent(member, Nobody);
        }

        var party = new PartyDeclaration
        {
            Name = reader.Text("name"),
            Url = reader.Url("url"),
            Address = reader.Text("address"),
            Country = reader.Country("country"),
            Email = reader.Email("email"),
            Phone = reader.Text("phone"),
        };
        reader.Done();
        return party;
    }
}
