using System.Collections.Immutable;
using System.Globalization;

namespace Grains.Catalog;

/// <summary>One fault of a catalogue file.</summary>
/// <param name="File">The file, as configured or as shipped.</param>
/// <param name="Line">The line, from 1; 0 where the file could not be read at all.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record CatalogueFault(string File, int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{File}: {Reason}" : string.Create(CultureInfo.InvariantCulture, $"{File}({Line}): {Reason}");
}

/// <summary>The catalogue cannot be used. Names every fault of every file at once.</summary>
/// <param name="faults">At least one fault.</param>
public sealed class CatalogueFaultException(ImmutableArray<CatalogueFault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>The faults, by file and line.</summary>
    public ImmutableArray<CatalogueFault> Faults => faults;
}

/// <summary>Collects the faults of one file.</summary>
internal sealed class FileFaults(string file, List<CatalogueFault> all)
{
    /// <summary>Notes a fault.</summary>
    /// <param name="line">Its line, from 1; 0 for the file as a whole.</param>
    /// <param name="reason">What is wrong.</param>
    public void Add(int line, string reason) => all.Add(new CatalogueFault(file, line, reason));
}
