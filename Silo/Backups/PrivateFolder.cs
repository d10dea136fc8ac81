namespace Silo.Backups;

/// <summary>Folders that only their owner can enter.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes a folder of mode 0700, and those above it.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The path.</returns>
    public static string Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
