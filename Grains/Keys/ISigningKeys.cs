using Grains.Interfaces.Keys;

namespace Grains.Keys;

/// <summary>The platform's signing keys: what it signs can be verified by anyone, offline, with the published keys. One per silo; every silo of
/// a deployment holds the same.</summary>
internal interface ISigningKeys
{
    /// <summary>The public key that verifies <see cref="SignStatement"/>: P-256.</summary>
    PublishedKey StatementKey { get; }

    /// <summary>The public key that verifies <see cref="SignCheckpoint"/>: Ed25519.</summary>
    PublishedKey CheckpointKey { get; }

    /// <summary>Signs a statement about a customer: a receipt or a certificate.</summary>
    /// <param name="type">The <c>typ</c> of its header.</param>
    /// <param name="payload">The payload, UTF-8.</param>
    /// <returns>A JWS in compact form (RFC 7515), ES256.</returns>
    string SignStatement(string type, ReadOnlySpan<byte> payload);

    /// <summary>Signs a checkpoint of the audit log.</summary>
    /// <param name="text">The note's text.</param>
    /// <returns>64 bytes, Ed25519 (RFC 8032).</returns>
    byte[] SignCheckpoint(ReadOnlySpan<byte> text);

    /// <summary>Whether <see cref="CheckpointKey"/> signed a checkpoint.</summary>
    /// <param name="text">The note's text.</param>
    /// <param name="signature">The signature as it stands there.</param>
    /// <returns>True where it did.</returns>
    bool VerifyCheckpoint(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}
