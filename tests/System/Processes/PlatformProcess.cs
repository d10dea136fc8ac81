using System.Diagnostics;
using System.Text;

namespace Tests.System.Processes;

/// <summary>A Silo or an ApiHost as a process of its own, configured by the environment alone. All it says is kept, byte by byte.</summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    // tests/System/bin/CONFIGURATION/FRAMEWORK: each program runs from its own folder, beside the assemblies that it was built with.
    private static readonly string[] Here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Task reading;
    private readonly StringBuilder output = new();

    private PlatformProcess(string name, Process process)
    {
        Name = name;
        this.process = process;
        reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    public string Name { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Everything it has written so far, to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public static PlatformProcess Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var assembly = Path.Combine([Path.GetPathRoot(AppContext.BaseDirectory)!, .. Here[..^5], program, .. Here[^3..], $"{program}.dll"]);
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new PlatformProcess(program, Process.Start(start)!);
    }

    /// <summary>Waits until it exits by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Exited()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        await reading;
        return process.ExitCode;
    }

    /// <summary>SIGKILL: it does not get to finish anything.</summary>
    public Task Kill() => Signal("-KILL");

    /// <summary>SIGTERM: it stops in order.</summary>
    public Task Stop() => Signal("-TERM");

    /// <summary>SIGSTOP: it stands still.</summary>
    public async Task Freeze() => await Shell.Run("kill", "-STOP", $"{process.Id}");

    /// <summary>SIGCONT: it goes on.</summary>
    public async Task Thaw() => await Shell.Run("kill", "-CONT", $"{process.Id}");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await Exited();
        process.Dispose();
    }

    private async Task Signal(string signal)
    {
        if (!process.HasExited)
        {
            await Shell.Run("kill", signal, $"{process.Id}");
        }

        await Exited();
    }

    private async Task Read(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var read)
        {
            lock (output)
            {
                output.Append(buffer, 0, read);
            }
        }
    }
}
