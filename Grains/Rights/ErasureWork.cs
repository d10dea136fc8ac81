using System.Collections.Immutable;
using Grains.Consent;

namespace Grains.Rights;

/// <summary>How far an erasure has come; saved once at each.</summary>
internal enum ErasureStage
{
    /// <summary>It is decided; the customer may be frozen already.</summary>
    Intended,

    /// <summary>The personal key is destroyed: the point of no return.</summary>
    KeyDestroyed,

    /// <summary>The record is cleared, that nothing opens is verified, the certificate is signed.</summary>
    Certified,
}

/// <summary>The work of an erasure, from which it is resumed whatever died on the way.</summary>
[GenerateSerializer, Immutable, Alias("erasure-work")]
internal sealed record ErasureWork
{
    /// <summary>How far it has come.</summary>
    [Id(0)]
    public ErasureStage Stage { get; init; }

    /// <summary>SHA-256 of the code that opens the certificate without a token.</summary>
    [Id(1)]
    public required byte[] CodeHash { get; init; }

    /// <summary>The id of the destroyed key; null until then.</summary>
    [Id(2)]
    public Guid? KeyId { get; init; }

    /// <summary>The generation of the key-encryption key that wrapped it; null until it is destroyed.</summary>
    [Id(3)]
    public string? WrappedBy { get; init; }

    /// <summary>The consent ledger as it stood, sealed under the evidence key; null until the key is destroyed.</summary>
    [Id(4)]
    public byte[]? Evidence { get; init; }

    /// <summary>The certificate, a JWS; null until then.</summary>
    [Id(5)]
    public string? Certificate { get; init; }

    /// <summary>When it was signed, UTC; null until then.</summary>
    [Id(6)]
    public DateTimeOffset? CertifiedAt { get; init; }

    /// <summary>The downstream processors that were told.</summary>
    [Id(7)]
    public ImmutableArray<TellingOutcome> Processors { get; init; } = [];

    /// <summary>The ids of the customer's other personal keys, which had been replaced or were to take the place of that one.</summary>
    [Id(8)]
    public ImmutableArray<Guid> OtherKeyIds { get; init; } = [];

    /// <summary>Whether every processor has acknowledged.</summary>
    public bool IsAcknowledged => Processors.All(static p => p.IsAcknowledged);
}

/// <summary>What became of telling one processor.</summary>
/// <param name="Webhook">Its webhook.</param>
/// <param name="SettledAt">When it answered or was given up, UTC; null while it is being told.</param>
/// <param name="IsAcknowledged">Whether it acknowledged.</param>
[GenerateSerializer, Immutable, Alias("telling-outcome")]
internal sealed record TellingOutcome([property: Id(0)] Guid Webhook, [property: Id(1)] DateTimeOffset? SettledAt, [property: Id(2)] bool IsAcknowledged);

/// <summary>What a customer's grain hands over when it is frozen.</summary>
/// <param name="BankId">The bank's id of the customer.</param>
/// <param name="Consent">The consent ledger, without the operations.</param>
/// <param name="FrozenAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("erasure-evidence")]
internal sealed record ErasureEvidence(
    [property: Id(0)] string BankId, [property: Id(1)] ConsentSection Consent, [property: Id(2)] DateTimeOffset FrozenAt);
