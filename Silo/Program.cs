using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Silo;
using Silo.Storage;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    using var host = (await builder.AddClusterSilo()).Build();
    await host.RunAsync();
    return 0;
}
catch (Exception refused) when (refused is StartRefusedException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
