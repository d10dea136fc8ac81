using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Keys;

/// <summary>The generations of the key-encryption key, and their rotation. Key 0.</summary>
[Alias("IKeyRotation")]
public interface IKeyRotation : IGrainWithIntegerKey
{
    /// <summary>Every generation.</summary>
    /// <returns>The overview.</returns>
    [Allow(Role.Operator, Does = "list the key generations"), Alias("Overview")]
    ValueTask<Reply<KeyOverview>> Overview();

    /// <summary>Makes a new generation, and has every key re-wrapped under it while the platform serves. Where a rotation is under way, that one
    /// is answered.</summary>
    /// <returns>The rotation.</returns>
    [Allow(Role.Operator, Does = "rotate the key-encryption key"), Alias("Rotate")]
    ValueTask<Reply<KeyRotation>> Rotate();

    /// <summary>A rotation and its progress.</summary>
    /// <param name="rotationId">Its id.</param>
    /// <returns>The rotation.</returns>
    [Allow(Role.Operator, Does = "follow a key rotation"), Alias("Rotation")]
    ValueTask<Reply<KeyRotation>> Rotation(string rotationId);

    /// <summary>Goes on with a rotation that was cut off, or begins one that is due.</summary>
    /// <returns>When to look again, UTC.</returns>
    [SiloOnly, Alias("Continue")]
    ValueTask<DateTimeOffset?> Continue();
}

/// <summary>The generations of the key-encryption key.</summary>
/// <param name="Generations">Oldest first.</param>
/// <param name="RotatesAt">When the current one's period ends, UTC.</param>
[GenerateSerializer, Immutable, Alias("key-overview")]
public sealed record KeyOverview([property: Id(0)] ImmutableArray<KeyGenerationView> Generations, [property: Id(1)] DateTimeOffset RotatesAt);

/// <summary>One generation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>current</c>, <c>retiring</c> or <c>destroyed</c>.</param>
/// <param name="Since">When it began to wrap, UTC.</param>
/// <param name="WrappedKeys">How many keys are wrapped by it.</param>
[GenerateSerializer, Immutable, Alias("key-generation")]
public sealed record KeyGenerationView(
    [property: Id(0)] string Id, [property: Id(1)] string State, [property: Id(2)] DateTimeOffset Since, [property: Id(3)] long WrappedKeys)
{
    /// <summary>When another took its place, UTC; absent while it wraps.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>When it was destroyed, UTC; absent while it can unwrap.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DestroyedAt { get; init; }
}

/// <summary>A rotation of the key-encryption key.</summary>
/// <param name="RotationId">Its id: the generation that it brought.</param>
/// <param name="Status"><c>running</c> or <c>done</c>.</param>
/// <param name="StartedAt">When, UTC.</param>
/// <param name="Rewrapped">How many keys are wrapped by the new generation.</param>
/// <param name="Remaining">How many are still wrapped by earlier ones.</param>
[GenerateSerializer, Immutable, Alias("key-rotation")]
public sealed record KeyRotation(
    [property: Id(0)] string RotationId, [property: Id(1)] string Status, [property: Id(2)] DateTimeOffset StartedAt, [property: Id(3)] long Rewrapped,
    [property: Id(4)] long Remaining)
{
    /// <summary>When the last earlier generation was destroyed, UTC; absent until then.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FinishedAt { get; init; }
}
