using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Silo.Operations;

/// <summary>OpenTelemetry over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; nothing otherwise.</summary>
internal static class Telemetry
{
    /// <summary>Adds traces of grain calls and storage, and the metrics of runtime and platform.</summary>
    /// <param name="builder">The host's builder.</param>
    public static void AddTelemetry(this HostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("profile-platform-silo"))
            .WithTracing(static tracing => tracing.AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Storage").AddOtlpExporter())
            .WithMetrics(static metrics => metrics.AddRuntimeInstrumentation().AddMeter("Microsoft.Orleans", "ProfilePlatform").AddOtlpExporter());
    }
}
