using System.Collections.Immutable;
using Grains.Profile;

namespace Grains.Personalization;

/// <summary>What a personalised ranking may look at of one customer. Nothing of it is kept.</summary>
/// <param name="Attributes">The profile.</param>
/// <param name="Activity">Summary of the transactions; the default where the consent does not cover them.</param>
/// <param name="Today">The day that counts, for ages and times.</param>
/// <param name="Covers">Whether the customer's consent covers a data category; null where it is not limited.</param>
internal readonly record struct CustomerFacts(
    ImmutableDictionary<string, HeldAttribute> Attributes, ActivitySummary Activity, DateOnly Today, Func<string, bool>? Covers = null);
