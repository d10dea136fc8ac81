using Tests.System.Processes;

namespace Tests.System.Operations;

/// <summary>A silo that cannot start says so in one line and ends with 1, before it has touched a store.</summary>
public sealed class SiloStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("profileplatform-silo").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Due__Period", "00:00:00", "Due:Period")]
    [InlineData("Due__Period", "soon", "Due:Period")]
    [InlineData("Pseudonym__Secret", "short", "Pseudonym:Secret")]
    [InlineData("Identity__Authority", "http://bank.example", "Identity:Authority")]
    [InlineData("Identity__DenyList", "/there/is/no/such/file", "Identity:DenyList")]
    [InlineData("Catalog__Purposes", "/there/is/no/such/file", "/there/is/no/such/file")]
    public async Task A_setting_that_cannot_be(string name, string value, string named)
    {
        await using var silo = Start((name, value));

        Assert.Equal(1, await silo.Exited());
        Assert.Contains(named, Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("Hsm__Module", "", "Hsm:Module")]
    [InlineData("Hsm__Module", "/usr/lib/hsm.so", "Cluster:TrustedNetwork")]
    public async Task Outside_Development_without_an_HSM_or_a_trusted_network(string name, string value, string named)
    {
        await using var silo = Start(("DOTNET_ENVIRONMENT", "Production"), (name, value));

        Assert.Equal(1, await silo.Exited());
        Assert.Contains(named, Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_deny_list_with_every_fault()
    {
        var path = Path.Combine(folder, "deny.txt");
        await File.WriteAllTextAsync(path, "jti one\nrubbish\n\nclient\n");
        await using var silo = Start(("Identity__DenyList", path));

        Assert.Equal(1, await silo.Exited());
        var line = Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(["deny.txt", "line 2 ", "line 4 "], part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_policy_is_printed_without_a_silo_being_started()
    {
        await using var silo = PlatformProcess.Start("Silo", new Dictionary<string, string>(), "policy");

        Assert.Equal(0, await silo.Exited());
        Assert.StartsWith("# Who may do what", silo.Output, StringComparison.Ordinal);
        Assert.Contains("| ICustomerPersonalization.Recommend ", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_of_a_faulty_catalogue_is_not_printed()
    {
        await using var silo = PlatformProcess.Start("Silo", new Dictionary<string, string>(), "policy", "--Catalog:Offers", "/there/is/no/such/file");

        Assert.Equal(1, await silo.Exited());
        Assert.Contains("/there/is/no/such/file", silo.Output, StringComparison.Ordinal);
    }

    private PlatformProcess Start(params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Profiles"] = "Host=127.0.0.1;Port=1;Database=none;Username=none",
            ["ConnectionStrings__Keys"] = "Host=127.0.0.1;Port=1;Database=none;Username=none",
            ["Pseudonym__Secret"] = new string('s', 40),
            ["KeyRing__Path"] = Path.Combine(folder, "keyring.json"),
            ["Identity__Authority"] = "https://bank.example",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return PlatformProcess.Start("Silo", environment);
    }
}
