using System.Reflection;
using Grains.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Profile;
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
        Assert.All(RuntimeMethods("IClusterManifestSystemTarget"), method => Assert.Equal(
            method.Name is "GetClusterManifest" or "GetClusterManifestUpdate" ? Door.Handshake : Door.Runtime, MethodPolicy.Of(method).Door));
        Assert.All(RuntimeMethods("IGrainTimerInvoker"), method => Assert.Equal(Door.Timer, MethodPolicy.Of(method).Door));
    }

    [Theory]
    [InlineData(typeof(ICustomerProfile), nameof(ICustomerProfile.Read), "ICustomerProfile.Read", "profile.read", "Token")]
    [InlineData(typeof(IAuditLog), nameof(IAuditLog.Inclusion), "IAuditLog.Inclusion", "audit-log.inclusion", "Token")]
    [InlineData(typeof(IAuditLog), nameof(IAuditLog.Append), "IAuditLog.Append", "audit-log.append", "Silo")]
    [InlineData(typeof(ICustomerActivity), nameof(ICustomerActivity.ForgetSilent), "ICustomerActivity.ForgetSilent", "activity.forget-silent", "Silo")]
    [InlineData(typeof(IWithoutPolicy), nameof(IWithoutPolicy.Open), "IWithoutPolicy.Open", "without-policy.open", "None")]
    public void A_method_is_named_by_its_capability_and_verb(Type type, string method, string name, string operation, string door)
    {
        var policy = MethodPolicy.Of(type.GetMethod(method)!);
        Assert.Equal((name, operation, door), (policy.Name, policy.Operation, policy.Door.ToString()));
        Assert.Equal(door == "Token", policy.Allow is not null);
    }

    [Fact]
    public void What_no_interface_declares_has_no_door() => Assert.Equal(new MethodPolicy("unknown", "unknown", Door.None, null), MethodPolicy.Unknown);

    private static MethodInfo[] RuntimeMethods(string type)
    {
        var methods = new[] { typeof(IGrainBase).Assembly, typeof(Orleans.Runtime.IManagementGrain).Assembly, typeof(Orleans.Configuration.SiloOptions).Assembly }
            .Distinct().SelectMany(assembly => assembly.GetTypes()).Where(t => t.Name == type).SelectMany(t => t.GetMethods()).ToArray();
        Assert.NotEmpty(methods);
        return methods;
    }

    private static IEnumerable<MethodInfo> GrainMethods() => typeof(AllowAttribute).Assembly.GetTypes()
        .Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t)).SelectMany(t => t.GetMethods());

    private interface IWithoutPolicy
    {
        Task Open();
    }
}
