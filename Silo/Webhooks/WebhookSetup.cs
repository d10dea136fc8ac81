using Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Silo.Webhooks;

/// <summary>Adds the webhooks of downstream processors.</summary>
internal static class WebhookSetup
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section)
            .Validate(WebhookOptions.IsInRange, WebhookOptions.Range)
            .Validate<IHostEnvironment>(static (options, host) => !options.AllowLoopback || host.IsDevelopment(), WebhookOptions.LoopbackRefused)
            .ValidateOnStart();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<IWebhookSender, WebhookSender>();
    }
}
