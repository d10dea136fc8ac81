using System.Collections.Immutable;
using System.Globalization;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>Judges a consent decision as sent.</summary>
internal static class ConsentRules
{
    private const int MaxText = 64;

    /// <summary>The state a decision's text names; null where it names none that can be decided.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    public static ConsentState? StateOf(string? state) => state switch
    {
        "given" => ConsentState.Given,
        "refused" => ConsentState.Refused,
        "withdrawn" => ConsentState.Withdrawn,
        _ => null,
    };

    /// <summary>Every fault of a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="purpose">Its purpose.</param>
    /// <param name="role">Who sent it.</param>
    /// <param name="now">Now.</param>
    /// <returns>The faults; empty where it is in order.</returns>
    public static ImmutableArray<Fault> Faults(ConsentDecision decision, PurposeDeclaration purpose, Role role, DateTimeOffset now)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        faults.Require(StateOf(decision.State) is not null, "/state", "one of given, refused, withdrawn");
        faults.Require(purpose.NeedsConsent, "/state", $"{purpose.Id} rests on {purpose.LegalBasis}: it takes no consent");
        faults.Method(decision.Method, role);
        faults.Text("/language", decision.Language);
        faults.Text("/noticeVersion", decision.NoticeVersion);
        faults.Require(decision.ExpiresAt is not { } end || end > (decision.At ?? now), "/expiresAt", "must lie after the decision");
        faults.Require(decision.At is not { } at || at <= now, "/at", "must not lie in the future");
        var notice = decision.NoticeVersion is { } version ? purpose.Notice(version) : purpose.NoticeAt(decision.At ?? now);
        faults.SomeOf("/categories", decision.Categories, notice?.Categories ?? purpose.Categories);
        faults.SomeOf("/channels", decision.Channels, notice?.Channels ?? purpose.Channels);
        return faults.DrainToImmutable();
    }

    /// <summary>Every fault of a withdrawal of everything.</summary>
    /// <param name="withdrawal">The withdrawal.</param>
    /// <param name="role">Who sent it.</param>
    /// <returns>The faults; empty where it is in order.</returns>
    public static ImmutableArray<Fault> Faults(ConsentWithdrawal withdrawal, Role role)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        faults.Method(withdrawal.Method, role);
        return faults.DrainToImmutable();
    }

    private static void Method(this ImmutableArray<Fault>.Builder faults, string? method, Role role)
    {
        faults.Require(role == Role.Customer || method is not null, "/method", "say how the decision was expressed, for example branch-form");
        faults.Text("/method", method);
    }

    private static void Text(this ImmutableArray<Fault>.Builder faults, string pointer, string? text) => faults.Require(
        text is null || (text.Length is > 0 and <= MaxText && !text.Any(char.IsControl)), pointer, $"1 to {MaxText} characters, no control characters");

    private static void SomeOf(this ImmutableArray<Fault>.Builder faults, string pointer, ImmutableArray<string>? sent, ImmutableArray<string> allowed)
    {
        faults.Require(sent is not { IsEmpty: true }, pointer, "name one at least, or leave it out for all");
        for (var i = 0; sent is { } items && i < items.Length; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");
            faults.Require(allowed.Contains(items[i]), place, $"one of {string.Join(", ", allowed)}");
        }
    }

    private static void Require(this ImmutableArray<Fault>.Builder faults, bool holds, string pointer, string reason)
    {
        if (!holds)
        {
            faults.Add(new Fault(pointer, reason));
        }
    }
}
