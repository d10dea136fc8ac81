using System.Reflection;
using Grains.Catalog;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>What one role may do with one grain method.</summary>
/// <param name="Does">What the method does, in plain language.</param>
/// <param name="Method">Interface and method.</param>
/// <param name="Role">The role.</param>
/// <param name="IsRecorded">Whether an allowed call is recorded too, and not its refusal only.</param>
/// <param name="Grounds">On what grounds, one at least.</param>
internal sealed record PolicyEntry(string Does, string Method, Role Role, bool IsRecorded, IReadOnlyList<PolicyGround> Grounds);

/// <summary>Purposes under which a call comes to the same.</summary>
/// <param name="Purposes">The purposes, sorted; none where the call is about no customer and names none.</param>
/// <param name="LegalBasis">What they rest on; null where they rest on nothing that the catalogue declares.</param>
/// <param name="Consent">What is asked of the customer's consent; null where they do not rest on it.</param>
/// <param name="Categories">The data categories that the call may touch, sorted.</param>
internal sealed record PolicyGround(IReadOnlyList<string> Purposes, string? LegalBasis, ConsentRule? Consent, IReadOnlyList<string> Categories);

/// <summary>
/// Role × method × purpose × data category, computed from where each is declared: the grain methods' attributes and the catalogue in force.
/// </summary>
/// <param name="catalogue">The catalogue.</param>
internal sealed class PolicyMatrix(Catalogue catalogue)
{
    private const string OwnPurpose = "self-service";
    private const string OfficialPurpose = "legal-compliance";

    private static readonly MethodInfo[] Methods =
    [
        .. typeof(AllowAttribute).Assembly.GetTypes().Where(static t => t.IsInterface && t.IsAssignableTo(typeof(IGrain)))
            .SelectMany(static t => t.GetMethods()).OrderBy(NameOf, StringComparer.Ordinal),
    ];

    /// <summary>The methods that anyone may call, sorted.</summary>
    public static IReadOnlyList<string> Public => With<PublicAttribute>();

    /// <summary>The methods that only silos may call, sorted.</summary>
    public static IReadOnlyList<string> SiloOnly => With<SiloOnlyAttribute>();

    /// <summary>Every method that takes a token, by every role that may call it; sorted by method and role.</summary>
    public IReadOnlyList<PolicyEntry> Entries =>
    [
        .. from method in Methods
           let allow = method.GetCustomAttribute<AllowAttribute>()
           where allow is not null
           from role in allow.Roles.Order()
           select new PolicyEntry(allow.Does, NameOf(method), role, allow.IsRecorded, Grounds(role, allow, IsAboutCustomer(method))),
    ];

    private static List<string> With<T>()
        where T : Attribute => [.. Methods.Where(static m => m.IsDefined(typeof(T))).Select(NameOf)];

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsAboutCustomer(MethodInfo method) => method.DeclaringType!.IsAssignableTo(typeof(IGrainWithGuidKey));

    private IReadOnlyList<PolicyGround> Grounds(Role role, AllowAttribute allow, bool isAboutCustomer)
    {
        string[] purposes = role switch
        {
            Role.Customer => [allow.Purpose ?? OwnPurpose],
            Role.Frontend or Role.Advisor when !isAboutCustomer => [],
            Role.Frontend or Role.Advisor => allow.Purpose is { } named ? [named] : [.. catalogue.Purpose.Keys],
            _ => [OfficialPurpose],
        };
        return purposes.Length == 0
            ? [new PolicyGround([], null, null, [])]
            : [
                .. purposes.Order(StringComparer.Ordinal).Select(purpose => Ground(purpose, allow))
                    .GroupBy(static ground => (ground.LegalBasis, ground.Consent, string.Join(' ', ground.Categories)))
                    .Select(static same => same.First() with { Purposes = [.. same.SelectMany(static ground => ground.Purposes)] }),
            ];
    }

    private PolicyGround Ground(string id, AllowAttribute allow)
    {
        var purpose = catalogue.Purpose.GetValueOrDefault(id);
        var categories = purpose is null ? [] : catalogue.Touched(allow.Data, purpose);
        return new PolicyGround(
            [id], purpose?.LegalBasis, purpose?.NeedsConsent == true ? allow.Consent : null, [.. categories.Order(StringComparer.Ordinal)]);
    }
}
