using Grains.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tests.Unit.Catalog;

public sealed class CatalogueSetupTests : IDisposable
{
    private readonly DeclaredFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Without_configuration_the_shipped_files_are_in_force() =>
        Assert.Equal(Catalogue.Load().Offers.Version, Build(new()).GetRequiredService<Catalogue>().Offers.Version);

    [Fact]
    public void A_faulty_file_stops_the_start_with_every_fault()
    {
        var line = files.Change("offers.json", "\"savings-rate\": 0.35, \"balance\": 0.3", "\"charm\": 0.35, \"luck\": 0.3");
        var services = Build(new() { ["Catalog:Offers"] = files.PathOf("offers.json") });
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(
            [$"{files.PathOf("offers.json")}({line}): \"charm\" is not a feature declared above", $"{files.PathOf("offers.json")}({line}): \"luck\" is not a feature declared above"],
            refused.Failures);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddCatalogue()
        .BuildServiceProvider();
}
