using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Silo.Storage;

namespace Silo;

/// <summary>The silo's ports: as configured, else free ones. On loopback only, until they speak mutual TLS.</summary>
public static class Ports
{
    /// <summary>A configured port, or a free one.</summary>
    /// <param name="configured">The configuration's text; null or empty where there is none.</param>
    /// <returns>The port.</returns>
    /// <exception cref="StartRefusedException">The text is no port.</exception>
    public static int Of(string? configured) => configured is not { Length: > 0 } ? Free()
        : ushort.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port
        : throw new StartRefusedException($"Silo:Port and Silo:GatewayPort are ports from 1 to 65535, and '{configured}' is not.");

    /// <summary>A port that nothing listens on.</summary>
    /// <returns>The port.</returns>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
