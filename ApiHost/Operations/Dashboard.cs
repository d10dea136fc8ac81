using Microsoft.AspNetCore.Authorization;
using Orleans.Dashboard;

namespace ApiHost.Operations;

/// <summary>The Orleans dashboard at <c>/dashboard</c>, for operators. Only beside an embedded silo: from outside, a silo answers no client's
/// management calls. Off outside Development unless <c>Dashboard:Enabled</c> is true.</summary>
internal static class Dashboard
{
    private const string Prefix = "/dashboard";

    /// <summary>Whether it is wanted.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="environment">The environment.</param>
    /// <returns>True in Development, unless the configuration says otherwise.</returns>
    public static bool IsEnabled(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue("Dashboard:Enabled", environment.IsDevelopment());

    /// <summary>Maps it.</summary>
    /// <param name="app">The application.</param>
    /// <param name="hasSilo">Whether a silo runs in this process.</param>
    public static void MapDashboard(this WebApplication app, bool hasSilo)
    {
        if (hasSilo && IsEnabled(app.Configuration, app.Environment))
        {
            app.MapOrleansDashboard(Prefix).RequireAuthorization(new AuthorizationPolicyBuilder().RequireRole("operator").Build()).ExcludeFromDescription();
        }
    }
}
