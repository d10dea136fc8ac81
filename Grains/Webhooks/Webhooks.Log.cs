namespace Grains.Webhooks;

/// <summary>The log events of webhooks; ids 1800 to 1899. No address appears: it may hold a secret.</summary>
internal static partial class WebhooksLog
{
    [LoggerMessage(1800, LogLevel.Error, "The platform's own record failed with {Error}")]
    public static partial void PlatformFailed(this ILogger log, string error);

    [LoggerMessage(1801, LogLevel.Information, "Delivery {Delivery} of webhook {Webhook} was answered {Status}; {Outcome} after {Attempts}")]
    public static partial void Sent(this ILogger log, Guid webhook, Guid delivery, int? status, DeliveryStatus outcome, int attempts);

    [LoggerMessage(1802, LogLevel.Warning, "Delivery {Delivery} of webhook {Webhook} failed with {Error}; tried again later")]
    public static partial void DeliveryFailed(this ILogger log, Guid webhook, Guid delivery, string error);

    [LoggerMessage(1803, LogLevel.Warning, "Webhook {Webhook} is gone and disabled")]
    public static partial void WebhookGone(this ILogger log, Guid webhook);
}
