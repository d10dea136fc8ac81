using Grains.Interfaces.Access;

namespace Grains.Interfaces.Operations;

/// <summary>Whether a silo can serve: it answers, and its stores answer it. Key 0.</summary>
[Alias("IReadiness")]
public interface IReadiness : IGrainWithIntegerKey
{
    /// <summary>Asks the stores, at most once a second.</summary>
    /// <param name="probe">The asker's pseudonym of <see cref="ProbeId"/>: shows whether both sides hold the same pseudonym secret.</param>
    /// <returns>The names of what fails; empty where the silo is ready.</returns>
    [Public, Alias("Failing")]
    ValueTask<string[]> Failing(Guid probe);

    /// <summary>A bank id that no customer has, since it is not well formed.</summary>
    const string ProbeId = "?";
}
