using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tests.Api.Operations;

/// <summary>A start that cannot be is one clear line, an exit code, and changes nothing.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.Below("data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_port_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await Refuses(PlatformProcess.Launch(Data, port), port.ToString());

        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_second_process_on_the_folder_and_the_first_lives_on()
    {
        await using var first = await PlatformProcess.Start(Data);
        var before = Hash("*.json");

        await Refuses(PlatformProcess.Launch(Data), Data);

        Assert.Equal(before, Hash("*.json"));
        Assert.Equal(HttpStatusCode.OK, (await first.Http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task A_folder_below_a_file()
    {
        await File.WriteAllTextAsync(folder.Below("file"), "x");

        await Refuses(PlatformProcess.Launch(folder.Below("file/data")), "file/data");

        Assert.Equal("x", await File.ReadAllTextAsync(folder.Below("file")));
    }

    [Fact]
    public async Task Anything_but_Development_without_a_cluster()
    {
        await Refuses(PlatformProcess.Launch(Data, 0, ("ASPNETCORE_ENVIRONMENT", "Production")), "Development");

        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("profiles.db", "profiles")]
    [InlineData("keys.db", "keys")]
    [InlineData("audit.db", "audit")]
    [InlineData("keyring.json", "keyring.json")]
    public async Task A_damaged_file(string name, string named)
    {
        await MakeAndStop();
        var path = Path.Combine(Data, name);
        await File.WriteAllBytesAsync(path, RandomNumberGenerator.GetBytes(8192));
        var before = Hash("*");

        await Refuses(PlatformProcess.Launch(Data), named);

        Assert.Equal(before, Hash("*"));
    }

    [Theory]
    [InlineData("profiles.db")]
    [InlineData("keys.db")]
    [InlineData("audit.db")]
    public async Task A_database_with_a_torn_page(string name)
    {
        await MakeAndStop();
        await using (var file = File.OpenWrite(Path.Combine(Data, name)))
        {
            file.Position = 4096;
            await file.WriteAsync(RandomNumberGenerator.GetBytes(4096));
        }

        var before = Hash("*");

        await Refuses(PlatformProcess.Launch(Data), name[..^3]);

        Assert.Equal(before, Hash("*"));
    }

    [SkippableFact]
    public async Task A_key_ring_that_others_can_read()
    {
        Skip.If(OperatingSystem.IsWindows(), "File modes are Unix's.");
        await MakeAndStop();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(Data, "keyring.json"), (UnixFileMode)0b110_100_100);
        }

        var before = Hash("*");

        await Refuses(PlatformProcess.Launch(Data), "chmod 600");

        Assert.Equal(before, Hash("*"));
    }

    [Fact]
    public async Task A_key_ring_that_is_gone_while_keys_are_there()
    {
        await MakeAndStop();
        File.Delete(Path.Combine(Data, "keyring.json"));
        var before = Hash("*");

        await Refuses(PlatformProcess.Launch(Data), "keyring.json");

        Assert.Equal(before, Hash("*"));
    }

    [Fact]
    public async Task A_key_ring_of_another_platform()
    {
        await MakeAndStop();
        await using (var other = await PlatformProcess.Start(folder.Below("other")))
        {
            await other.Interrupt();
        }

        File.Move(folder.Below("other/keyring.json"), Path.Combine(Data, "keyring.json"), overwrite: true);
        var before = Hash("*");

        await Refuses(PlatformProcess.Launch(Data), "keyring.json");

        Assert.Equal(before, Hash("*"));
    }

    [Theory]
    [InlineData("RateLimits__PerCaller", "-1", "RateLimits:PerCaller")]
    [InlineData("RateLimits__PerCaller", "1000001", "RateLimits:PerCaller")]
    [InlineData("RateLimits__PerCustomer", "many", "RateLimits:PerCustomer")]
    [InlineData("RateLimits__PerCustomer", "1.5", "RateLimits:PerCustomer")]
    [InlineData("Due__Period", "00:00:00.5", "Due:Period")]
    [InlineData("Due__Period", "7", "Due:Period")] // seven days
    [InlineData("Due__Period", "soon", "Due:Period")]
    [InlineData("Customers__IdleAge", "00:00:01", "Customers:IdleAge")]
    [InlineData("Customers__IdleAge", "2", "Customers:IdleAge")] // two days
    [InlineData("Pseudonym__Secret", "too short by far", "Pseudonym:Secret")]
    [InlineData("Identity__DenyList", "/there/is/no/such/file", "Identity:DenyList")]
    public async Task A_setting_out_of_range(string name, string value, string named)
    {
        await Refuses(PlatformProcess.Launch(Data, 0, (name, value)), named);

        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_faulty_deny_list_with_every_fault()
    {
        await File.WriteAllTextAsync(folder.Below("deny.txt"), "jti one\nrubbish\n\nclient\n");

        await Refuses(PlatformProcess.Launch(Data, 0, ("Identity__DenyList", folder.Below("deny.txt"))), "deny.txt", "line 2 ", "line 4 ");

        Assert.False(Directory.Exists(Data));
    }

    private static async Task Refuses(PlatformProcess process, params string[] named)
    {
        await using (process)
        {
            Assert.Equal(1, await process.Exit());
            var line = Assert.Single(process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            Assert.All(named, part => Assert.Contains(part, line, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
        }
    }

    private async Task MakeAndStop()
    {
        await using var process = await PlatformProcess.Start(Data);
        var frontend = (await new Callers(process.Http).Client("frontend")).For("servicing");
        (await frontend.Put("/v1/customers/c-1", new { attributes = new { givenName = "Jana" } })).Ok(201);
        Assert.Equal(0, await process.Interrupt());
    }

    private string Hash(string pattern) => string.Join('\n', Directory.GetFiles(Data, pattern).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(SHA256.HashData(Read(path)))}"));

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
