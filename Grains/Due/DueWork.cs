using System.Collections.Frozen;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Rights;

namespace Grains.Due;

/// <summary>What is done with an item that has come due, by kind. Repeating it does no harm: a silo may die between the work and the removal
/// of the row.</summary>
internal static class DueWork
{
    /// <summary>Raw transactions of accounts that fell silent.</summary>
    public const string SilentActivity = "silent-activity";

    /// <summary>An erasure that is under way.</summary>
    public const string Erasure = "erasure";

    /// <summary>Evidence whose retention ends.</summary>
    public const string Evidence = "evidence";

    /// <summary>The work of each kind: answers when the item is due next; null where it is done.</summary>
    public static readonly FrozenDictionary<string, Func<IGrainFactory, DueItem, ValueTask<DateTimeOffset?>>> ByKind =
        new Dictionary<string, Func<IGrainFactory, DueItem, ValueTask<DateTimeOffset?>>>
        {
            [Erasure] = static (grains, item) => grains.GetGrain<IRightsWork>(item.Customer).ResumeErasure(),
            [Evidence] = static (grains, item) => grains.GetGrain<IRightsWork>(item.Customer).ForgetEvidence(),
            [SilentActivity] = static (grains, item) => grains.GetGrain<ICustomerActivity>(item.Customer).ForgetSilent(),
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
