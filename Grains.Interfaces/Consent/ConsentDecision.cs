using System.Collections.Immutable;

namespace Grains.Interfaces.Consent;

/// <summary>A decision as sent. <see cref="State"/> is raw text until the ledger has judged it.</summary>
[GenerateSerializer, Immutable, Alias("consent-decision")]
public sealed record ConsentDecision
{
    /// <summary><c>given</c>, <c>refused</c> or <c>withdrawn</c>.</summary>
    [Id(0)]
    public string? State { get; init; }

    /// <summary>The data categories it is limited to; null for all of the purpose's.</summary>
    [Id(1)]
    public ImmutableArray<string>? Categories { get; init; }

    /// <summary>The channels it is limited to; null for all of the purpose's.</summary>
    [Id(2)]
    public ImmutableArray<string>? Channels { get; init; }

    /// <summary>The language the notice was shown in (BCP 47).</summary>
    [Id(3)]
    public string? Language { get; init; }

    /// <summary>How it was expressed; required of a front end.</summary>
    [Id(4)]
    public string? Method { get; init; }

    /// <summary>When it runs out, UTC; null for the purpose's validity period.</summary>
    [Id(5)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was expressed, UTC; only an import sends it.</summary>
    [Id(6)]
    public DateTimeOffset? At { get; init; }

    /// <summary>The notice version shown; null for the one in force. Only an import sends it.</summary>
    [Id(7)]
    public string? NoticeVersion { get; init; }
}

/// <summary>A withdrawal of every consent as sent.</summary>
/// <param name="Method">How it was expressed; required of a front end.</param>
[GenerateSerializer, Immutable, Alias("consent-withdrawal")]
public sealed record ConsentWithdrawal([property: Id(0)] string? Method);
