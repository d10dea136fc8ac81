using Grains.Interfaces.Access;

namespace Grains.Interfaces.Rights;

/// <summary>What a rights request does to the customer's own record. Repeating any of it does no harm.</summary>
[Alias("ICustomerLifecycle")]
public interface ICustomerLifecycle : IGrainWithGuidKey
{
    /// <summary>The bank's id of the customer.</summary>
    /// <returns>The id; null where there is no such customer, or not any more.</returns>
    [SiloOnly, Alias("Identify")]
    ValueTask<string?> Identify();

    /// <summary>Freezes the customer: from its return on every call answers that the customer has been erased.</summary>
    /// <returns>The consent ledger and the bank's id as evidence, sealed under the evidence key; null where there is nothing to freeze.</returns>
    [SiloOnly, Alias("Freeze")]
    ValueTask<byte[]?> Freeze();

    /// <summary>Takes back a freeze whose erasure was revoked or denied before the key was destroyed.</summary>
    /// <returns>When durable.</returns>
    [SiloOnly, Alias("Thaw")]
    ValueTask Thaw();

    /// <summary>Clears the record of a customer whose personal key is destroyed.</summary>
    /// <returns>True where nothing is left that any key opens.</returns>
    [SiloOnly, Alias("Clear")]
    ValueTask<bool> Clear();

    /// <summary>Restricts the use of the data, or lifts the restriction.</summary>
    /// <param name="isRestricted">Whether it is to be restricted.</param>
    /// <returns>When durable.</returns>
    [SiloOnly, Alias("Restrict")]
    ValueTask Restrict(bool isRestricted);

    /// <summary>Ends every use for direct marketing.</summary>
    /// <returns>When durable and in force.</returns>
    [SiloOnly, Alias("Object")]
    ValueTask Object();

    /// <summary>Writes attributes as the customer says they are.</summary>
    /// <param name="sealedDraft">The attributes, sealed by the rights grain under the personal key.</param>
    /// <returns>When durable.</returns>
    [SiloOnly, Alias("Rectify")]
    ValueTask Rectify(byte[] sealedDraft);
}
