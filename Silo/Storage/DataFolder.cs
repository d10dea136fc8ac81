namespace Silo.Storage;

/// <summary>A start was refused: the message is one line that says what to do. Nothing was changed.</summary>
/// <param name="message">The line.</param>
public sealed class StartRefusedException(string message) : Exception(message);

/// <summary>The embedded mode's data folder, held exclusively: a second process on it is refused before it touches anything.</summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Stands in the folder while a restore changes it, and names the stores that it restores.</summary>
    public const string UnfinishedRestore = "restore.unfinished";

    private const string LockName = "platform.lock";
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Makes the folder where there is none, and locks it.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The folder; disposing it lets go.</returns>
    /// <exception cref="StartRefusedException">It cannot be written, another process holds it, or a restore into it was cut off.</exception>
    public static DataFolder Open(string path)
    {
        var folder = OpenForRestore(path);
        if (!File.Exists(System.IO.Path.Combine(folder.Path, UnfinishedRestore)))
        {
            return folder;
        }

        folder.Dispose();
        throw new StartRefusedException($"A restore into {folder.Path} was cut off: run it again, then start.");
    }

    /// <summary>Makes the folder where there is none, and locks it, even where a restore into it was cut off.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The folder; disposing it lets go.</returns>
    /// <exception cref="StartRefusedException">It cannot be written, or another process holds it.</exception>
    public static DataFolder OpenForRestore(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            else
            {
                Directory.CreateDirectory(full);
            }

            var held = new FileStream(System.IO.Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(full, held);
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {full} cannot be written: give this user the right, or name another with --data DIR.");
        }
        catch (IOException exception) when (Directory.Exists(full) && exception is not DirectoryNotFoundException)
        {
            throw new StartRefusedException(
                $"The data folder {full} is in use by another process or cannot be written: stop the other process, or name another folder with --data DIR.");
        }
        catch (IOException)
        {
            throw new StartRefusedException($"The data folder {full} cannot be made: name another with --data DIR.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();
}
