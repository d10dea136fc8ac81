using System.Diagnostics.Metrics;

namespace ApiHost.Access;

/// <summary>Counts the tokens that were refused at the door, by reason.</summary>
internal sealed class TokenRefusals(IMeterFactory meters)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ProfilePlatform";

    private readonly Counter<long> refused =
        meters.Create(MeterName).CreateCounter<long>("profile_platform.tokens.refused", "{token}", "Bearer tokens that did not verify.");

    /// <summary>Counts one.</summary>
    /// <param name="reason">Why it did not verify; one of a closed list.</param>
    public void Add(string reason) => refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
