using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Grains.Interfaces.Webhooks;

namespace Grains.Webhooks;

/// <summary>What a webhook must look like; whether its host may be called is the sender's to say.</summary>
internal static class WebhookRules
{
    private const int MaxLength = 2048;
    private const string Expected = "an https address of at most 2,048 characters without user and fragment, at a public address";

    /// <summary>The refusal of a host that may not be called.</summary>
    public static Refusal NotAllowed { get; } = Refusal.Invalid("/url", Expected);

    /// <summary>Judges a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="allowLoopback">Whether http is accepted on loopback.</param>
    /// <returns>The address; a refusal where something is wrong with the draft.</returns>
    public static Reply<Uri> Judge(WebhookDraft draft, bool allowLoopback)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var url = Parse(draft.Url, allowLoopback);
        if (url is null)
        {
            faults.Add(new Fault("/url", Expected));
        }

        if (draft.Events is not { IsEmpty: false } events)
        {
            faults.Add(new Fault("/events", $"one or more of {string.Join(", ", DownstreamEvents.All)}"));
        }
        else
        {
            faults.AddRange(events.Select((name, i) => (name, i)).Where(e => !DownstreamEvents.All.Contains(e.name) || events.IndexOf(e.name) < e.i)
                .Select(static e => new Fault($"/events/{e.i}", $"one of {string.Join(", ", DownstreamEvents.All)}, each once")));
        }

        return faults.Count > 0 ? Refusal.Invalid(faults.DrainToImmutable()) : url!;
    }

    private static Uri? Parse(string? text, bool allowLoopback) =>
        text is { Length: > 0 and <= MaxLength } && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && allowLoopback && url.IsLoopback))
        && url.Host.Length > 0 && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            ? url : null;
}
