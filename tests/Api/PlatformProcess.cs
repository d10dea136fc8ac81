using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tests.Api;

/// <summary>The built ApiHost as a process of its own: on a free loopback port and a folder of the test's, its output kept.</summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    /// <summary>Nothing is timed here: this only ends a test whose process hangs.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private PlatformProcess(string folder, string url, ProcessStartInfo start)
    {
        Folder = folder;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(url), Timeout = HangGuard };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }

    /// <summary>A client of its address.</summary>
    public HttpClient Http { get; }

    public int Port => Http.BaseAddress!.Port;

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output => Text(output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => Text(errors);

    /// <summary>Starts it, and waits for nothing.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="port">The port; 0 finds a free one.</param>
    /// <param name="settings">Environment variables over those of Development.</param>
    public static PlatformProcess Launch(string folder, int port = 0, params (string Name, string Value)[] settings)
    {
        var url = $"http://127.0.0.1:{(port == 0 ? FreePort() : port)}";
        var dll = Path.Combine(AppContext.BaseDirectory, "ApiHost.dll");

        // A test run started in the background ignores SIGINT and its children would inherit that: env gives it back.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var argument in (string[])[.. command[1..], dll, "--data", folder, "--demo", "none", "--urls", url])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new PlatformProcess(folder, url, start);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<PlatformProcess> Start(string folder, int port = 0, params (string Name, string Value)[] settings)
    {
        var platform = Launch(folder, port, settings);
        using var patience = new CancellationTokenSource(HangGuard);
        while (!await platform.IsReady(patience.Token))
        {
            Assert.False(platform.process.HasExited, $"It ended at once: {platform.Errors}{platform.Output}");
            await Task.Delay(50, patience.Token);
        }

        return platform;
    }

    /// <summary>Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Interrupt()
    {
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        return await Exit(TimeSpan.FromSeconds(15));
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> Exit() => Exit(HangGuard);

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        try
        {
            if (!process.HasExited)
            {
                await Interrupt();
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    /// <summary>A loopback port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private async Task<int> Exit(TimeSpan guard)
    {
        using var patience = new CancellationTokenSource(guard);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    private async Task<bool> IsReady(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
