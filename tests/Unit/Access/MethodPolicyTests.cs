using System.Reflection;
using Grains.Access;
using Grains.Interfaces.Access;
using Orleans;

namespace Tests.Unit.Access;

public sealed class MethodPolicyTests
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            var methods = new TheoryData<string, string>();
            foreach (var method in GrainMethods())
            {
                methods.Add(method.DeclaringType!.Name, method.Name);
            }

            return methods;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_grain_method_has_exactly_one_policy(string type, string name)
    {
        var method = GrainMethods().Single(m => m.DeclaringType!.Name == type && m.Name == name);
        Assert.Single(method.GetCustomAttributes(), a => a is AllowAttribute or PublicAttribute or SiloOnlyAttribute);
        Assert.NotEqual(Door.None, MethodPolicy.Of(method).Door);
    }

    [Fact]
    public void A_method_without_a_policy_has_no_door() =>
        Assert.Equal(Door.None, MethodPolicy.Of(typeof(IWithoutPolicy).GetMethod(nameof(IWithoutPolicy.Open))!).Door);

    [Fact]
    public void What_the_runtime_says_to_itself_takes_a_silo_token_but_for_the_handshake_and_a_timer()
    {
        Assert.Equal(Door.Runtime, MethodPolicy.Of(typeof(IRemindable).GetMethods()[0]).Door);
        Assert.Equal(Door.Runtime, MethodPolicy.Of(typeof(Orleans.Runtime.IManagementGrain).GetMethods()[0]).Door);
    }

    private static IEnumerable<MethodInfo> GrainMethods() => typeof(AllowAttribute).Assembly.GetTypes()
        .Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t)).SelectMany(t => t.GetMethods());

    private interface IWithoutPolicy
    {
        Task Open();
    }
}
