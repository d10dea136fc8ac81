using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tests.System.Processes;

/// <summary>The platform as a newcomer starts it: one process on an empty folder, with its own issuer. Without the demo bank.</summary>
public sealed class EmbeddedPlatform : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("profileplatform-embedded").FullName;
    private readonly PlatformProcess process;

    private EmbeddedPlatform(params (string Name, string Value)[] settings)
    {
        var environment = settings.ToDictionary(static s => s.Name, static s => s.Value);
        environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Development");
        Http.BaseAddress = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}");
        process = PlatformProcess.Start(
            "ApiHost", environment, "--demo", "none", "--data", Folder, "--urls", Http.BaseAddress.ToString().TrimEnd('/'));
    }

    /// <summary>Calls it; never gives up waiting.</summary>
    public HttpClient Http { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The process.</summary>
    public PlatformProcess Process => process;

    /// <summary>Its data folder.</summary>
    public string Folder => Path.Combine(folder, "data");

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<EmbeddedPlatform> Start(params (string Name, string Value)[] settings)
    {
        var platform = new EmbeddedPlatform(settings);
        await Until.True(platform.IsReady, () => $"a platform that is ready\n{platform.process.Output}", seconds: 120);
        return platform;
    }

    /// <summary>A token of the development issuer.</summary>
    public async Task<AuthenticationHeaderValue> Token(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(static f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await Http.PostAsync(new Uri("/connect/token", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
