using Grains.Interfaces.Access;
using Grains.Interfaces.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApiHost.Operations;

/// <summary>Ready where a silo answers within two seconds and finds its stores answering.</summary>
internal sealed class ReadinessCheck(IGrainFactory grains, Pseudonyms pseudonyms) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var failing = await grains.GetGrain<IReadiness>(0).Failing(pseudonyms.Of(IReadiness.ProbeId).Value).AsTask().WaitAsync(Patience, cancellationToken);
            return failing.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"Failing: {string.Join(", ", failing)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("No silo answers.");
        }
    }
}
