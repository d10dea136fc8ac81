using System.Reflection;
using System.Text.RegularExpressions;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;
using Grains.Personalization;
using Orleans;

namespace Tests.Unit.House;

/// <summary>
/// The platform personalises and decides nothing about credit (CJEU C-634/21: a score on which such a decision draws strongly is one itself).
/// What callers can reach is enumerated from the grain interfaces: no method, parameter, record or member says or sounds like a verdict on
/// credit, and nothing that personalisation computes is in the answer of a method that does not personalise.
/// </summary>
public sealed partial class NoCreditDecisionTests
{
    private static readonly string[] Personalising = ["personalised-offers", "financial-insights", "advice", "ui-personalisation"];

    private static readonly MethodInfo[] Methods =
        [.. typeof(Role).Assembly.GetTypes().Where(static t => t.IsInterface && t.IsAssignableTo(typeof(IGrain))).SelectMany(static t => t.GetMethods())];

    /// <summary>What carries figures, features, scores or reasons of a customer.</summary>
    private static readonly Type[] Personal =
    [
        .. typeof(Role).Assembly.GetTypes().Where(static t => t.Namespace is "Grains.Interfaces.Personalization" or "Grains.Interfaces.Insights" && !t.IsInterface),
    ];

    [Fact]
    public void No_method_says_or_sounds_like_a_verdict_on_credit()
    {
        Assert.True(Methods.Length > 40);
        Assert.All(Methods, method => Assert.DoesNotContain(
            Reachable(method).Concat(method.GetParameters().Select(static p => p.ParameterType)).SelectMany(Names).Append(method.Name).Concat(method.GetParameters().Select(static p => p.Name!)),
            static name => Verdict().IsMatch(name)));
    }

    [Fact]
    public void A_method_that_would_give_one_is_found()
    {
        var method = typeof(ICreditDesk).GetMethod(nameof(ICreditDesk.Judge))!;

        Assert.Contains(Reachable(method).SelectMany(Names), static name => Verdict().IsMatch(name));
        Assert.Contains(typeof(Advice), Reachable(typeof(ICreditDesk).GetMethod(nameof(ICreditDesk.Read))!));
    }

    [Fact]
    public void Nothing_that_personalisation_computes_is_answered_by_a_method_that_does_not_personalise()
    {
        var others = Methods.Where(static m => m.GetCustomAttribute<AllowAttribute>() is not { Purpose: { } purpose } || !Personalising.Contains(purpose)).ToList();
        var own = Methods.Except(others).ToList();

        Assert.All(others, method => Assert.Empty(Reachable(method).Intersect(Personal).Except(Allowed(method))));
        Assert.True(own.Count >= 5);
        Assert.Contains(own, static m => Reachable(m).Contains(typeof(AdviceList)));
    }

    [Fact]
    public void No_figure_or_feature_has_the_name_of_a_member_that_other_methods_answer()
    {
        var names = Figures.All.Select(static f => f.Name).Concat(Features.All.Select(static f => f.Name)).Where(static name => name is not ("age" or "balance")).Select(static name => name.Replace("-", string.Empty, StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var answered = Methods.Where(static m => m.GetCustomAttribute<AllowAttribute>() is { } allow && allow.Purpose is null && m.DeclaringType!.Name != "ICustomerExport")
            .SelectMany(Reachable).Distinct().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Contains("MonthlyIncome", names);
        Assert.NotEmpty(answered);
        Assert.Empty(names.Intersect(answered, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The customer's own copy of their data tells everything that is held, what they were shown included.</summary>
    private static IEnumerable<Type> Allowed(MethodInfo method) => method.DeclaringType!.Name is "ICustomerExport" or "ICustomerRights" ? Personal : [];

    private static IEnumerable<string> Names(Type type) => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(static m => m is PropertyInfo or FieldInfo).Select(static m => m.Name).Concat(type.IsEnum ? Enum.GetNames(type) : []).Append(type.Name);

    /// <summary>Every type that a method's answer is made of.</summary>
    private static HashSet<Type> Reachable(MethodInfo method)
    {
        var (found, open) = (new HashSet<Type>(), new Stack<Type>([method.ReturnType]));
        while (open.TryPop(out var type))
        {
            if (found.Add(type))
            {
                foreach (var inner in type.GetGenericArguments().Concat(type.HasElementType ? [type.GetElementType()!] : [])
                    .Concat(type.Assembly == typeof(Role).Assembly || type.Assembly == typeof(NoCreditDecisionTests).Assembly
                        ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(static p => p.PropertyType) : []))
                {
                    open.Push(inner);
                }
            }
        }

        return found;
    }

    [GeneratedRegex("credit ?(score|decision|limit|rating|worth|risk)|creditworth|(approve|reject|grant|deny).*(credit|loan)|(credit|loan).*(approv|reject|grant|denied)|probabilityOfDefault|scoring|affordab|underwrit", RegexOptions.IgnoreCase)]
    private static partial Regex Verdict();

    /// <summary>Stands for a door that must not be.</summary>
    private interface ICreditDesk
    {
        Task<Judgement> Judge(Guid customer);

        Task<IReadOnlyList<AdviceList>> Read();
    }

    private sealed record Judgement(bool IsLoanApproved);
}
