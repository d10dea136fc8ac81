using System.Reflection;

namespace Tests.Unit.House;

/// <summary>The arrows of the design, read from the assemblies: who may use whom.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Platform = ["System", "netstandard", "mscorlib"];
    private static readonly string[] Orleans = ["Orleans"];
    private static readonly string[] Extensions = ["Microsoft.Extensions"];

    [Fact]
    public void Contracts_use_orleans_and_nothing_else() => AssertOnly("Grains.Interfaces", [.. Platform, .. Orleans, .. Extensions]);

    [Fact]
    public void Grains_use_contracts_and_orleans_but_no_web_no_driver_no_host() =>
        AssertOnly("Grains", [.. Platform, .. Orleans, .. Extensions, "Grains.Interfaces"]);

    [Fact]
    public void Silo_uses_no_front_door()
    {
        Assert.DoesNotContain("ApiHost", References("Silo"));
        Assert.DoesNotContain(References("Silo"), r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Front_door_uses_no_grain_class_no_storage_no_key()
    {
        string[] forbidden = ["Grains", "Npgsql", "Microsoft.Data.Sqlite", "Dapper", "Orleans.Persistence.AdoNet"];
        Assert.Empty(References("ApiHost").Intersect(forbidden));
    }

    [Fact]
    public void Only_the_embedded_mode_knows_the_silo()
    {
        var silo = Assembly.Load("Silo");
        var users = Assembly.Load("ApiHost").GetTypes().Where(t => Members(t).Any(m => m?.Assembly == silo)).Select(Outermost).Distinct().ToList();
        Assert.Equal(["EmbeddedSilo"], users);
    }

    private static void AssertOnly(string assembly, string[] allowed) =>
        Assert.DoesNotContain(References(assembly), r => !allowed.Any(a => r == a || r.StartsWith(a + ".", StringComparison.Ordinal)));

    private static string[] References(string assembly) => [.. Assembly.Load(assembly).GetReferencedAssemblies().Select(r => r.Name!)];

    private static IEnumerable<Type?> Members(Type type)
    {
        const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var fields = type.GetFields(All).Select(f => f.FieldType);
        var locals = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
            .SelectMany(m => (m.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []).Concat(m.GetParameters().Select(p => p.ParameterType)));
        return fields.Concat(locals).SelectMany(t => t.IsGenericType ? t.GetGenericArguments().Append(t) : [t]);
    }

    private static string Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.Name;
}
