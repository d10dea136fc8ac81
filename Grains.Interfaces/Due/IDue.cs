using Grains.Interfaces.Access;

namespace Grains.Interfaces.Due;

/// <summary>Does what has come due, of one kind (the grain's key), across all customers, when its one reminder wakes it.</summary>
[Alias("IDue")]
public interface IDue : IGrainWithStringKey
{
    /// <summary>Makes sure that the kind's reminder stands. Called at every silo's start; repeating it does no harm.</summary>
    /// <returns>Nothing.</returns>
    [SiloOnly, Alias("EnsureScheduled")]
    ValueTask EnsureScheduled();
}
