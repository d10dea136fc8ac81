namespace Grains.Webhooks;

/// <summary>The log events of webhooks; ids 2200 to 2299. No address appears: it may hold a secret.</summary>
internal static partial class WebhooksLog
{
    [LoggerMessage(2200, LogLevel.Error, "The platform's own record failed with {Error}")]
    public static partial void PlatformFailed(this ILogger log, string error);

    [LoggerMessage(2201, LogLevel.Information, "Delivery {Delivery} of webhook {Webhook} was answered {Status}; {Outcome} after {Attempts}")]
    public static partial void Sent(this ILogger log, Guid webhook, Guid delivery, int? status, DeliveryStatus outcome, int attempts);

    [LoggerMessage(2202, LogLevel.Warning, "Delivery {Delivery} of webhook {Webhook} failed with {Error}; tried again later")]
    public static partial void DeliveryFailed(this ILogger log, Guid webhook, Guid delivery, string error);

    [LoggerMessage(2203, LogLevel.Warning, "Webhook {Webhook} is gone and disabled")]
    public static partial void WebhookGone(this ILogger log, Guid webhook);
}
