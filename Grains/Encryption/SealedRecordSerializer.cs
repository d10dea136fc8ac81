using Orleans.Serialization;
using Orleans.Storage;

namespace Grains.Encryption;

/// <summary>The only way a grain's state reaches a database: passes records of sealed sections through and throws on everything else.</summary>
internal sealed class SealedRecordSerializer(Serializer serializer) : IGrainStorageSerializer
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The state is not a record of sealed sections.</exception>
    public BinaryData Serialize<T>(T? input)
    {
        Require<T>();
        return new BinaryData(serializer.SerializeToArray(input));
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The state is not a record of sealed sections.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        Require<T>();
        return serializer.Deserialize<T>(input.ToMemory())!; // what was stored was a record
    }

    private static void Require<T>()
    {
        // A sealed type, so that nothing derived from it can smuggle a field in.
        if (!typeof(T).IsSealed || !typeof(T).IsAssignableTo(typeof(ISealedRecord)))
        {
            throw new NotSupportedException($"{typeof(T).Name} is not a sealed record: a grain persists nothing else.");
        }
    }
}
