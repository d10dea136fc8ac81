using System.Reflection;
using System.Text.Json;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>Which door a grain method has.</summary>
internal enum Door
{
    /// <summary>It declares no policy: refused.</summary>
    None,

    /// <summary>Callers with a token, by <see cref="AllowAttribute"/>.</summary>
    Token,

    /// <summary>Anyone.</summary>
    Public,

    /// <summary>Other grains, with a silo token.</summary>
    Silo,

    /// <summary>The runtime's own traffic, with a silo token.</summary>
    Runtime,

    /// <summary>The few read-only calls of a client's handshake.</summary>
    Handshake,

    /// <summary>A timer's tick, which never leaves the process.</summary>
    Timer,
}

/// <summary>A grain method's policy, read once from its attributes.</summary>
/// <param name="Name">Interface and method, for logs and metrics.</param>
/// <param name="Operation">What the audit log calls it, e.g. <c>profile.read</c>.</param>
/// <param name="Door">Which door it has.</param>
/// <param name="Allow">The roles and rules of <see cref="Door.Token"/>; null elsewhere.</param>
internal sealed record MethodPolicy(string Name, string Operation, Door Door, AllowAttribute? Allow)
{
    /// <summary>What stands for a method that no interface declares.</summary>
    public static readonly MethodPolicy Unknown = new("unknown", "unknown", Door.None, null);

    private const string Runtime = "Orleans.";

    /// <summary>Reads a method's policy.</summary>
    /// <param name="method">The interface's method.</param>
    /// <returns>The policy.</returns>
    public static MethodPolicy Of(MethodInfo method)
    {
        var type = method.DeclaringType!;
        var allow = method.GetCustomAttribute<AllowAttribute>();
        var door = allow is not null ? Door.Token
            : method.IsDefined(typeof(PublicAttribute)) ? Door.Public
            : method.IsDefined(typeof(SiloOnlyAttribute)) ? Door.Silo
            : type.FullName!.StartsWith(Runtime, StringComparison.Ordinal) ? OfRuntime(type.Name, method.Name)
            : Door.None;
        return new MethodPolicy($"{type.Name}.{method.Name}", OperationOf(type.Name, method.Name), door, allow);
    }

    /// <summary>The capability and the verb: <c>ICustomerProfile.Read</c> is <c>profile.read</c>.</summary>
    private static string OperationOf(string type, string method)
    {
        var capability = type.StartsWith("ICustomer", StringComparison.Ordinal) ? type["ICustomer".Length..] : type.TrimStart('I');
        return $"{JsonNamingPolicy.KebabCaseLower.ConvertName(capability)}.{JsonNamingPolicy.KebabCaseLower.ConvertName(method)}";
    }

    private static Door OfRuntime(string type, string method) => (type, method) switch
    {
        ("IClusterManifestSystemTarget", "GetClusterManifestUpdate" or "GetClusterManifest") => Door.Handshake,
        ("IGrainTimerInvoker", _) => Door.Timer,
        _ => Door.Runtime,
    };
}
