namespace Grains.Rights;

/// <summary>How rights requests are taken in; configuration section <c>Rights</c>.</summary>
internal sealed class RightsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Rights";

    /// <summary>What is asked of <see cref="IdentityMaxAge"/>, and how to mend it.</summary>
    public const string Range = "Rights:IdentityMaxAge (Rights__IdentityMaxAge) is how old a customer's sign-in may be, from 00:00:30 to 1.00:00:00.";

    /// <summary>How long ago a customer may have signed in who makes a rights request; 15 minutes by default.</summary>
    public TimeSpan IdentityMaxAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether the options can be used.</summary>
    /// <param name="options">The options.</param>
    /// <returns>True where they can.</returns>
    public static bool IsInRange(RightsOptions options) => options.IdentityMaxAge >= TimeSpan.FromSeconds(30) && options.IdentityMaxAge <= TimeSpan.FromDays(1);
}
