using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Silo;
using Silo.Access;
using Silo.Audit;
using Silo.Backups;
using Silo.Storage;

try
{
    switch (args)
    {
        case ["policy", .. var settings]:
            await Console.Out.WriteAsync(PolicyCommand.Write(Host.CreateApplicationBuilder(settings).Configuration));
            return 0;
        case ["verify-audit", .. var rest]:
            return await VerifyAudit.Run(rest, Console.Out);
        case ["backup", .. var rest]:
            return await BackupCommands.Take(rest, Console.Out, Console.Error);
        case ["restore", .. var rest]:
            return await BackupCommands.Restore(rest, Console.Out, Console.Error);
        default:
            var builder = Host.CreateApplicationBuilder(args);
            using (var host = (await builder.AddClusterSilo()).Build())
            {
                await host.RunAsync();
            }

            return 0;
    }
}
catch (Exception refused) when (refused is StartRefusedException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
