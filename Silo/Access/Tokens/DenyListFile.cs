namespace Silo.Access.Tokens;

/// <summary>The file of the deny list, as the configuration's <c>Identity:DenyList</c> names it.</summary>
internal sealed class DenyListFile
{
    /// <summary>The key of the configuration.</summary>
    public const string Key = "Identity:DenyList";

    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxNamedFaults = 100;

    private readonly string path;

    private DenyListFile(string path, DenyList first)
    {
        this.path = path;
        First = first;
    }

    /// <summary>What it held when it was opened.</summary>
    public DenyList First { get; }

    /// <summary>Opens the file, so that a process does not start on a faulty one.</summary>
    /// <param name="path">Where it lies.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidOperationException">It cannot be used; the message names the fix, in one line.</exception>
    public static DenyListFile Open(string path)
    {
        var first = Read(path, out var fault);
        return first is null ? throw new InvalidOperationException($"{Key}: {fault}") : new DenyListFile(path, first);
    }

    /// <summary>Reads the file again.</summary>
    /// <param name="fault">What is wrong with it; null where nothing is.</param>
    /// <returns>The list; null where there is a fault.</returns>
    public DenyList? Read(out string? fault) => Read(path, out fault);

    private static DenyList? Read(string path, out string? fault)
    {
        var faults = new List<string>();
        try
        {
            // Whoever writes it is not kept from it.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes)
            {
                fault = $"{path} has more than {MaxBytes} bytes: take off entries whose tokens have expired.";
                return null;
            }

            var bytes = new byte[file.Length];
            var list = DenyList.Read(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), faults);
            fault = faults.Count == 0 ? null : $"{path} is faulty: {string.Join("; ", faults.Take(MaxNamedFaults))}{More(faults.Count)}.";
            return fault is null ? list : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"{path} cannot be read ({exception.GetType().Name}): it must be there, if only empty.";
            return null;
        }
    }

    private static string More(int count) => count <= MaxNamedFaults ? string.Empty : $"; and {count - MaxNamedFaults} more";
}
