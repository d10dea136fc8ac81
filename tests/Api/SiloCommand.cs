using System.Diagnostics;

namespace Tests.Api;

/// <summary>A command of the built Silo, as a process of its own.</summary>
internal static class SiloCommand
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it said, on both of its outputs.</returns>
    public static async Task<string> Run(int expected, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Silo.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var said = await output + await errors;
        Assert.True(process.ExitCode == expected, $"{expected} was expected, {process.ExitCode} came: {said}");
        return said;
    }
}
