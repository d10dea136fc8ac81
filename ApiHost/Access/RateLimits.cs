using System.Threading.RateLimiting;
using ApiHost.Hosting;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>How many requests a second one caller and one customer may make; section <c>RateLimits</c>. Off in Development unless set.</summary>
internal sealed class RateLimitOptions
{
    private const string Section = "RateLimits";
    private const int Most = 1_000_000;

    /// <summary>Requests a second of one caller (client and subject). Default 5,000; 0 is off.</summary>
    public int PerCaller { get; set; } = 5_000;

    /// <summary>Requests a second for one customer. Default 100; 0 is off.</summary>
    public int PerCustomer { get; set; } = 100;

    /// <summary>The limits as configured.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isDevelopment">Whether limits that are not configured are off.</param>
    /// <returns>The limits.</returns>
    /// <exception cref="StartException">One is no number, or out of range.</exception>
    public static RateLimitOptions Of(IConfiguration configuration, bool isDevelopment)
    {
        var options = isDevelopment ? new RateLimitOptions { PerCaller = 0, PerCustomer = 0 } : new RateLimitOptions();
        try
        {
            configuration.GetSection(Section).Bind(options);
            if (options is { PerCaller: >= 0 and <= Most, PerCustomer: >= 0 and <= Most })
            {
                return options;
            }
        }
        catch (InvalidOperationException)
        {
            // The binder's message repeats what was configured, and not what would be right.
        }

        throw new StartException(
            $"RateLimits:PerCaller and RateLimits:PerCustomer (RateLimits__PerCaller, RateLimits__PerCustomer) are whole requests a second from 0 (off) to {Most}.");
    }
}

/// <summary>The platform's limits on the framework's own limiter: token buckets of one second's worth. Refusals leave as <c>rate-limited</c>.</summary>
internal static class RateLimits
{
    /// <summary>Adds the limits; returns whether there are any.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <returns>False where both are off, so that the middleware can be left out.</returns>
    /// <exception cref="StartException">A limit is configured that is none.</exception>
    public static bool AddRateLimits(this WebApplicationBuilder builder)
    {
        var options = RateLimitOptions.Of(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(Caller(http), options.PerCaller)),
                PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(Customer(http), options.PerCustomer)));
        });
        return options.PerCaller + options.PerCustomer > 0;
    }

    private static string? Caller(HttpContext http) =>
        http.Features.Get<Caller>() is { Verified: var token } ? $"{token.ClientId}\n{token.Subject}" : null;

    /// <summary>Whose requests these count as: a customer's own, whomever they ask for, and those without a token by themselves, so that nobody uses up
    /// another's.</summary>
    private static string? Customer(HttpContext http) => http.Features.Get<Caller>() is { Verified.Customer: { } own } ? own.ToString()
        : http.GetRouteValue("id") is string id ? (http.Features.Get<Caller>() is null ? "guest\n" : string.Empty) + http.RequestServices.GetRequiredService<Pseudonyms>().Of(id)
        : null;

    private static RateLimitPartition<string> Bucket(string? key, int perSecond) => key is null || perSecond == 0
        ? RateLimitPartition.GetNoLimiter(string.Empty)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
}
