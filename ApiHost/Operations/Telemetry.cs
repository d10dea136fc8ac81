using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ApiHost.Operations;

/// <summary>OpenTelemetry over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; nothing otherwise.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds traces from HTTP through the grains to storage, and the metrics of all of them.</summary>
    /// <param name="builder">The application's builder.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("profile-platform-api"))
            .WithTracing(static tracing => tracing.AddPlatformSources().AddOtlpExporter())
            .WithMetrics(static metrics => metrics.AddPlatformMeters().AddOtlpExporter());
    }

    /// <summary>The sources of a call's spans, with every path cut down to its route.</summary>
    /// <param name="tracing">The builder.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddPlatformSources(this TracerProviderBuilder tracing) => tracing
        .AddAspNetCoreInstrumentation()
        .AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Storage")
        .AddProcessor(new RouteOnly());

    /// <summary>The meters of the front door, the runtime and the platform.</summary>
    /// <param name="metrics">The builder.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddPlatformMeters(this MeterProviderBuilder metrics) => metrics
        .AddAspNetCoreInstrumentation()
        .AddRuntimeInstrumentation()
        .AddMeter("Microsoft.Orleans", "ProfilePlatform");

    /// <summary>A path names a customer by the bank's own id: a span shows the route's template in its place, and no query.</summary>
    private sealed class RouteOnly : BaseProcessor<System.Diagnostics.Activity>
    {
        public override void OnEnd(System.Diagnostics.Activity data)
        {
            if (data.GetTagItem("url.path") is not null)
            {
                data.SetTag("url.path", data.GetTagItem("http.route"));
                data.SetTag("url.query", null);
                data.SetTag("url.full", null);
            }
        }
    }
}
