using System.Globalization;
using System.Runtime.InteropServices;

namespace Tests.System.Keys;

/// <summary>The memory of another process, as its owner's debugger sees it: every mapping that can be read and written (heaps, stacks, buffers of native
/// libraries), through <c>/proc</c>.</summary>
/// <param name="processId">The process; it should stand still.</param>
internal sealed class ProcessMemory(int processId)
{
    private const int Page = 4096;
    private const int Chunk = 256 * Page;

    /// <summary>Why this process's memory cannot be read; null where it can.</summary>
    public string? Forbidden
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return "Memory is read through /proc, which only Linux has.";
            }

            try
            {
                using var memory = Open();
                return Mappings().Any(mapping => RandomAccess.Read(memory, new byte[1], mapping.From) == 1) ? null : "No mapping of the process can be read.";
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return $"The memory of a child process cannot be read ({exception.Message}): run as root, or with kernel.yama.ptrace_scope=0.";
            }
        }
    }

    /// <summary>How much there is to look at, reserved stacks and all.</summary>
    public long Megabytes => Mappings().Sum(static mapping => mapping.To - mapping.From) >> 20;

    /// <summary>Looks for traces.</summary>
    /// <param name="traces">What is looked for.</param>
    /// <returns>What was found, each trace once per mapping.</returns>
    public IReadOnlyCollection<Sighting> Find(TraceIndex traces)
    {
        var found = new HashSet<Sighting>();
        using var memory = Open();
        var buffer = new byte[Chunk + TraceIndex.Window - 1];
        foreach (var mapping in Mappings())
        {
            for (var at = mapping.From; at < mapping.To; at += Chunk)
            {
                var length = Read(memory, buffer.AsSpan(0, (int)Math.Min(buffer.Length, mapping.To - at)), at);
                for (var page = 0; page < length && page < Chunk; page += Page)
                {
                    var seen = buffer.AsSpan(page, Math.Min(Page + TraceIndex.Window - 1, length - page));
                    if (seen.ContainsAnyExcept((byte)0)) // most of it was never written
                    {
                        traces.Match(seen, trace => found.Add(new Sighting(trace, mapping.Name)));
                    }
                }
            }
        }

        return found;
    }

    private static int Read(SafeHandle memory, Span<byte> buffer, long at)
    {
        try
        {
            return RandomAccess.Read((Microsoft.Win32.SafeHandles.SafeFileHandle)memory, buffer, at);
        }
        catch (IOException)
        {
            return 0; // what is reserved and not there, as the kernel's own pages are
        }
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle Open() =>
        File.OpenHandle($"/proc/{processId}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    /// <summary>The mappings, one a line: from-to permissions offset device inode name.</summary>
    private List<Mapping> Mappings()
    {
        var mappings = new List<Mapping>();
        foreach (var line in File.ReadLines($"/proc/{processId}/maps"))
        {
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields[1].StartsWith("rw", StringComparison.Ordinal))
            {
                var bounds = fields[0].Split('-');
                mappings.Add(new Mapping(Address(bounds[0]), Address(bounds[1]), fields.Length > 5 ? fields[5] : "anonymous"));
            }
        }

        return mappings;
    }

    private static long Address(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Mapping(long From, long To, string Name);
}

/// <summary>A trace that was found.</summary>
/// <param name="Trace">Whose and what.</param>
/// <param name="Mapping">The name of the mapping.</param>
internal sealed record Sighting(string Trace, string Mapping);
