using Microsoft.AspNetCore.Authorization;
using Orleans.Dashboard;

namespace ApiHost.Operations;

/// <summary>The Orleans dashboard at <c>/dashboard</c>, for operators. Only beside an embedded silo: from outside, a silo answers no client's
/// management calls. Off outside Development unless <c>Dashboard:Enabled</c> is true.</summary>
internal static class Dashboard
{
    private const string Prefix = "/dashboard";

    /// <summary>Maps it.</summary>
    /// <param name="app">The application.</param>
    /// <param name="hasSilo">Whether a silo runs in this process.</param>
    public static void MapDashboard(this WebApplication app, bool hasSilo)
    {
        if (hasSilo && app.Configuration.GetValue("Dashboard:Enabled", app.Environment.IsDevelopment()))
        {
            app.MapOrleansDashboard(Prefix).RequireAuthorization(new AuthorizationPolicyBuilder().RequireRole("operator").Build()).ExcludeFromDescription();
        }
    }
}
