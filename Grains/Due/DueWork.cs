using System.Collections.Frozen;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Insights;
using Grains.Interfaces.Keys;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;

namespace Grains.Due;

/// <summary>What is done with an item that has come due. Repeating it does no harm: a silo may die between the work and the removal of the row.</summary>
/// <param name="Do">Does it; answers when the item is due next, null where it is done.</param>
/// <param name="Retry">How long after a failure it is tried again.</param>
/// <param name="Period">How long between two sweeps at most; null for the configured time.</param>
internal sealed record DueJob(Func<IGrainFactory, DueItem, ValueTask<DateTimeOffset?>> Do, TimeSpan Retry, TimeSpan? Period = null)
{
    /// <summary>When an item is looked at again. The table knows whole seconds: what is due again within this one would be due for the same sweep
    /// over and over.</summary>
    /// <param name="at">When it is due again, UTC.</param>
    /// <param name="now">When the sweep began, UTC.</param>
    /// <returns>A time of a later second.</returns>
    public DateTimeOffset LookAgain(DateTimeOffset at, DateTimeOffset now) => at.ToUnixTimeSeconds() > now.ToUnixTimeSeconds() ? at : now + Retry;
}

/// <summary>The kinds of what comes due.</summary>
internal static class DueWork
{
    /// <summary>Raw transactions of accounts that fell silent.</summary>
    public const string SilentActivity = "silent-activity";

    /// <summary>Attributes whose retention ends.</summary>
    public const string Retention = "retention";

    /// <summary>An erasure that is under way.</summary>
    public const string Erasure = "erasure";

    /// <summary>Evidence whose retention ends.</summary>
    public const string Evidence = "evidence";

    /// <summary>A destroyed key whose id the log's outside sink did not take.</summary>
    public const string SinkErasure = "sink-erasure";

    /// <summary>The rotation of the key-encryption key; of no customer.</summary>
    public const string KeyRotation = "key-rotation";

    /// <summary>The replacement of a customer's personal key that is under way.</summary>
    public const string KeyReplacement = "key-replacement";

    /// <summary>A delivery to a webhook; in the customer's place stands the webhook.</summary>
    public const string Delivery = "webhook-delivery";

    /// <summary>Insights that time makes true or ends.</summary>
    public const string Insights = "insights";

    /// <summary>The work of each kind.</summary>
    public static readonly FrozenDictionary<string, DueJob> ByKind = new Dictionary<string, DueJob>
    {
        [Delivery] = new(static (grains, item) => grains.GetGrain<IWebhookWork>(item.Customer).Resume(item.Id), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
        [Erasure] = new(static (grains, item) => grains.GetGrain<IRightsWork>(item.Customer).ResumeErasure(), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)),
        [Evidence] = new(static (grains, item) => grains.GetGrain<IRightsWork>(item.Customer).ForgetEvidence(), TimeSpan.FromHours(1)),
        [Insights] = new(static (grains, item) => grains.GetGrain<ICustomerInsights>(item.Customer).Surface(), TimeSpan.FromHours(1)),
        [SinkErasure] = new(static (grains, item) => grains.GetGrain<IRightsWork>(item.Customer).TakeErasure(item.Id), TimeSpan.FromMinutes(10)),
        [Retention] = new(static (grains, item) => grains.GetGrain<ICustomerProfile>(item.Customer).ForgetEnded(), TimeSpan.FromHours(1)),
        [KeyRotation] = new(static (grains, _) => grains.GetGrain<IKeyRotation>(0).Continue(), TimeSpan.FromMinutes(1)),
        [KeyReplacement] = new(static (grains, item) => grains.GetGrain<ICustomerKeys>(item.Customer).ContinueReplacement(), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
        [SilentActivity] = new(static (grains, item) => grains.GetGrain<ICustomerActivity>(item.Customer).ForgetSilent(), TimeSpan.FromHours(1)),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
