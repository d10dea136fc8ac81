using System.Security.Cryptography;

namespace Tests.Benchmarks.Platform;

/// <summary>Starts the platform in both of its ways: embedded in one process, and as a silo and its client on PostgreSQL.</summary>
internal static class PlatformProcesses
{
    private static readonly string Secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Starts the embedded platform.</summary>
    /// <param name="address">Where it listens; the same one after a restart, because it names the issuer.</param>
    /// <param name="data">Its folder.</param>
    public static Task<ServerProcess> Embedded(Uri address, string data) =>
        ServerProcess.Start("ApiHost", Arguments(address, data), new Uri(address, "/health/ready"), Configuration());

    /// <summary>Starts the embedded platform without its audit log, to measure what that costs.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="data">Its folder.</param>
    /// <param name="issuer">Whose tokens it takes.</param>
    public static Task<ServerProcess> Unaudited(Uri address, string data, Uri issuer) =>
        ServerProcess.Start("ApiHost", Arguments(address, data), new Uri(address, "/health/ready"), new(Configuration())
        {
            ["Audit__Enabled"] = "false",
            ["Identity__Authority"] = issuer.AbsoluteUri,
        });

    /// <summary>Starts the embedded platform inside a process that measures its memory when asked.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="data">Its folder.</param>
    public static Task<ServerProcess> Gauged(Uri address, string data) =>
        ServerProcess.Start("Benchmarks", ["gauged", .. Arguments(address, data)], new Uri(address, "/health/ready"), Configuration());

    /// <summary>Starts a silo.</summary>
    /// <param name="cluster">What <see cref="Cluster"/> configured.</param>
    public static Task<ServerProcess> Silo(Dictionary<string, string> cluster) => ServerProcess.Start("Silo", [], null, cluster);

    /// <summary>Starts ApiHost as the cluster's client and waits until the silo behind it is ready.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="cluster">What <see cref="Cluster"/> configured.</param>
    public static Task<ServerProcess> Client(Uri address, Dictionary<string, string> cluster) =>
        ServerProcess.Start("ApiHost", ["--urls", address.AbsoluteUri], new Uri(address, "/health/ready"), cluster);

    /// <summary>What silos and clients of a cluster must agree on.</summary>
    /// <param name="database">The connection string of a database by its name.</param>
    /// <param name="issuer">The bank's issuer.</param>
    /// <param name="folder">Where the key ring goes.</param>
    public static Dictionary<string, string> Cluster(Func<string, string> database, Uri issuer, string folder) => new(Configuration())
    {
        ["ConnectionStrings__Profiles"] = database("profiles"),
        ["ConnectionStrings__Keys"] = database("keys"),
        ["ConnectionStrings__Audit"] = database("audit"),
        ["Identity__Authority"] = issuer.AbsoluteUri,
        ["Pseudonym__Secret"] = Secret,
        ["KeyRing__Path"] = Path.Combine(folder, "keyring.json"),
    };

    private static string[] Arguments(Uri address, string data) => ["--demo", "none", "--data", data, "--urls", address.AbsoluteUri.TrimEnd('/')];

    private static Dictionary<string, string> Configuration() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Dashboard__Enabled"] = "false", // as in production

    };
}
