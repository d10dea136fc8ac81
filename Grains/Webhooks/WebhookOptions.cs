namespace Grains.Webhooks;

/// <summary>How downstream processors are told; configuration section <c>Webhooks</c>.</summary>
internal sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks";

    /// <summary>What is asked of the options, and how to mend them.</summary>
    public const string Range =
        "Webhooks:Timeout is from 00:00:01 to 00:01:00, Webhooks:Kept from 1.00:00:00 to 3650.00:00:00, Webhooks:Most from 1 to 1000, and each of Webhooks:Retries from 00:00:01 to 7.00:00:00.";

    /// <summary>Why loopback is not allowed here.</summary>
    public const string LoopbackRefused = "Webhooks:AllowLoopback (Webhooks__AllowLoopback) is for Development only: remove it.";

    private static readonly IReadOnlyList<TimeSpan> Standard =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Whether a webhook may be at a loopback address, over http too; false by default, and in Development only.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long a receiver may take to answer; 15 seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a delivery is listed after it was acknowledged or given up; 30 days by default.</summary>
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The most webhooks; 100 by default.</summary>
    public int Most { get; set; } = 100;

    /// <summary>The waits after each failed attempt; none configured stands for <see cref="Plan"/>'s default.</summary>
    public IList<TimeSpan> Retries { get; } = [];

    /// <summary>The waits in force; by default 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, over three days.</summary>
    public IReadOnlyList<TimeSpan> Plan => Retries.Count > 0 ? [.. Retries] : Standard;

    /// <summary>Whether the options can be used.</summary>
    /// <param name="options">The options.</param>
    /// <returns>True where they can.</returns>
    public static bool IsInRange(WebhookOptions options) =>
        IsIn(options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) && IsIn(options.Kept, TimeSpan.FromDays(1), TimeSpan.FromDays(3650))
        && options.Most is >= 1 and <= 1000 && options.Retries.All(static wait => IsIn(wait, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)));

    private static bool IsIn(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
