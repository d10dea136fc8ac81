namespace Grains.Webhooks;

/// <summary>What an attempt's answer makes of a delivery.</summary>
internal static class DeliveryPlan
{
    /// <summary>The receiver is gone for good.</summary>
    public const int Gone = 410;

    private const double MostJitter = 0.2;

    /// <summary>The delivery after an attempt.</summary>
    /// <param name="sent">The delivery.</param>
    /// <param name="status">What was answered; null where nothing was.</param>
    /// <param name="plan">The waits after each failure; after the last it is given up.</param>
    /// <param name="now">Now.</param>
    /// <param name="jitter">From 0 to 1: by how much of a fifth the wait is longer, so that not all come at once.</param>
    /// <returns>The delivery.</returns>
    public static DeliveryNote After(DeliveryNote sent, int? status, IReadOnlyList<TimeSpan> plan, DateTimeOffset now, double jitter)
    {
        var next = sent with { Attempts = sent.Attempts + 1, LastAttemptAt = now, LastStatus = status };
        return status switch
        {
            >= 200 and < 300 => next.Settle(DeliveryStatus.Acknowledged, now),
            Gone => next.Settle(DeliveryStatus.Dead, now),
            _ when next.Attempts > plan.Count => next.Settle(DeliveryStatus.Dead, now),
            _ => next with { NextAttemptAt = now + (plan[next.Attempts - 1] * (1 + (MostJitter * jitter))) },
        };
    }
}
