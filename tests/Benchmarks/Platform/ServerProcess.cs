using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tests.Benchmarks.Platform;

/// <summary>A server in a process of its own, stopped by its process id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Process process;
    private readonly List<string> output = [];

    private ServerProcess(Process process) => this.process = process;

    /// <summary>From the process's start until it answered that it is ready.</summary>
    public TimeSpan StartupTime { get; private set; }

    /// <summary>What it has used of the processors.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Everything it wrote.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>The process's input and output, for one that is asked over them.</summary>
    public StreamWriter Input => process.StandardInput;

    /// <summary>The last line that was awaited.</summary>
    public TaskCompletionSource<string> Answer { get; private set; } = new();

    /// <summary>This program.</summary>
    public static string Benchmarks => typeof(ServerProcess).Assembly.Location;

    /// <summary>A loopback address that nothing listens on.</summary>
    public static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }

    /// <summary>Starts one of our programs and waits until it is ready.</summary>
    /// <param name="project">ApiHost, Silo or Benchmarks.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ready">Answers 200 once it is ready; null for one that need not be waited for.</param>
    /// <param name="environment">Its configuration.</param>
    public static async Task<ServerProcess> Start(string project, string[] arguments, Uri? ready, Dictionary<string, string>? environment = null)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Launch("dotnet", [Ours(project), .. arguments], environment));
        server.process.OutputDataReceived += server.Hear;
        server.process.ErrorDataReceived += server.Hear;
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        while (ready is not null && !await IsReady(ready))
        {
            if (server.process.HasExited || Stopwatch.GetElapsedTime(startedAt) > TimeSpan.FromMinutes(2))
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{project} did not start:\n{server.Output}");
            }

            await Task.Delay(20);
        }

        server.StartupTime = Stopwatch.GetElapsedTime(startedAt);
        return server;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> Run(string program, string[] arguments, Dictionary<string, string>? environment = null)
    {
        using var process = Launch(program, arguments, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {output}{await error}");
    }

    /// <summary>Asks the process a line and waits for its answer.</summary>
    /// <param name="question">The line.</param>
    public async Task<string> Ask(string question)
    {
        Answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Input.WriteLineAsync(question);
        await Input.FlushAsync();
        return await Answer.Task;
    }

    /// <summary>Stops it in order; where it does not stop, at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Run("kill", ["-TERM", $"{process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }

        process.Dispose();
    }

    /// <summary>A built program in its own folder, built together with this one: beside this one it would lack the framework that this one has.</summary>
    private static string Ours(string project) => project == "Benchmarks" ? Benchmarks
        : Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "Benchmarks"), project, StringComparison.Ordinal), $"{project}.dll");

    private static Process Launch(string program, string[] arguments, Dictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<bool> IsReady(Uri url)
    {
        try
        {
            using var answer = await Http.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            lock (output)
            {
                output.Add(text);
            }

            if (text.StartsWith('='))
            {
                Answer.TrySetResult(text[1..]);
            }
        }
    }
}
