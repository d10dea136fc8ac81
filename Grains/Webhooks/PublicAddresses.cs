using System.Net;
using System.Net.Sockets;

namespace Grains.Webhooks;

/// <summary>
/// Which addresses a webhook may be at: those of the public internet. Whatever is special (RFC 6890 and the IANA registries: private, loopback,
/// link-local, shared, documentation, multicast, translation into IPv4) may lead inside, so it is refused; of IPv6 only 2000::/3 is left.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", // RFC 6890
            "168.63.129.16/32", // a cloud's metadata at a public address
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly string[] SpecialNames = ["localhost", "invalid", "test", "example", "local", "internal", "onion", "home.arpa"]; // RFC 6761 and after

    /// <summary>Whether an address is one of the public internet.</summary>
    /// <param name="address">The address; IPv4 in IPv6 counts as what it is mapped from.</param>
    /// <returns>True where it is.</returns>
    public static bool Contain(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !Special.Any(network => network.Contains(plain));
    }

    /// <summary>Whether a host's name can never be one of the public internet, so that nobody needs to be asked for it.</summary>
    /// <param name="host">The name.</param>
    /// <returns>True where it cannot.</returns>
    public static bool IsSpecialName(string host)
    {
        var name = host.TrimEnd('.');
        return SpecialNames.Any(special => name.Equals(special, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{special}", StringComparison.OrdinalIgnoreCase));
    }
}
