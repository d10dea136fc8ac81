using Grains.Interfaces.Access;

namespace Grains.Interfaces.Keys;

/// <summary>A customer's personal key.</summary>
[Alias("ICustomerKeys")]
public interface ICustomerKeys : IGrainWithGuidKey
{
    /// <summary>Replaces the personal key: the record is sealed anew under a fresh one, and the former is destroyed. Backups of the record that were taken
    /// before do not open any more. What the log, evidence and callers hold of the customer stays valid.</summary>
    /// <returns>Which key was replaced.</returns>
    [Allow(Role.Operator, Does = "replace the key that encrypts your data"), Alias("Replace")]
    ValueTask<Reply<KeyReplaced>> Replace();

    /// <summary>Goes on with a replacement that was cut off.</summary>
    /// <returns>When to look again, UTC; null where none is under way any more.</returns>
    [SiloOnly, Alias("ContinueReplacement")]
    ValueTask<DateTimeOffset?> ContinueReplacement();
}

/// <summary>A replaced personal key.</summary>
/// <param name="ReplacedKeyId">The id of the key that was destroyed.</param>
/// <param name="ReplacedAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("key-replaced")]
public sealed record KeyReplaced([property: Id(0)] Guid ReplacedKeyId, [property: Id(1)] DateTimeOffset ReplacedAt);
