using System.Net;
using System.Net.Sockets;

namespace ApiHost.Hosting;

/// <summary>Where this process will listen. Probed before anything is touched, so that a port in use changes nothing.</summary>
internal static class ListenAddresses
{
    /// <summary>The address where none is configured.</summary>
    public const string Default = "http://localhost:5080";

    /// <summary>The configured addresses, in order.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>At least one.</returns>
    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        configuration["urls"] is { Length: > 0 } urls ? urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [Default];

    /// <summary>Refuses an address that is not one, or whose port is taken.</summary>
    /// <param name="urls">The addresses.</param>
    /// <exception cref="StartException">One cannot be listened on.</exception>
    public static void Probe(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
                || address.Scheme is not ("http" or "https"))
            {
                throw new StartException($"{url} is no address to listen on: give one like {Default} with --urls.");
            }

            var ip = address.IsLoopback ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var parsed) ? parsed : IPAddress.Any;
            try
            {
                using var probe = new TcpListener(ip, address.Port);
                probe.Start();
            }
            catch (SocketException exception)
            {
                throw new StartException(exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Port {address.Port} is in use: stop what listens there, or choose another with --urls http://localhost:PORT."
                    : $"{url} cannot be listened on ({exception.SocketErrorCode}): choose another with --urls http://localhost:PORT.");
            }
        }
    }
}
