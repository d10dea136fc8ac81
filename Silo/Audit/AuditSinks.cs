using System.Net.Mime;
using System.Text;
using Grains.Audit;
using Silo.Storage;

namespace Silo.Audit;

/// <summary>The sink that <c>Audit:Sink</c> names: a folder, or an https address (http on loopback).</summary>
internal static class AuditSinks
{
    /// <summary>Reads the setting.</summary>
    /// <param name="configured">Its value; null or empty where there is no sink.</param>
    /// <returns>The sink.</returns>
    /// <exception cref="StartRefusedException">It is neither.</exception>
    public static IAuditSink Of(string? configured) => configured switch
    {
        null or "" => new NoSink(),
        _ when configured.Contains("://", StringComparison.Ordinal) => Web(configured),
        _ => Folder(configured),
    };

    private static WebSink Web(string configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? new WebSink(address)
            : throw Malformed(configured);

    private static FolderSink Folder(string configured)
    {
        try
        {
            var path = Path.GetFullPath(configured);
            return File.Exists(path) ? throw Malformed(configured) : new FolderSink(path);
        }
        catch (ArgumentException)
        {
            throw Malformed(configured);
        }
    }

    private static StartRefusedException Malformed(string configured) =>
        new($"Audit:Sink (Audit__Sink) is a folder or an https address (http on loopback only), and '{configured.ReplaceLineEndings(" ")}' is neither: correct it.");
}

/// <summary>Where none is configured.</summary>
internal sealed class NoSink : IAuditSink
{
    /// <inheritdoc/>
    public ValueTask Take(int shard, AuditCheckpoint checkpoint) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask TakeErasure(Guid keyId) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public IReadOnlyCollection<Guid> Erasures() => [];
}

/// <summary>An address that takes each checkpoint as it is, by POST.</summary>
internal sealed class WebSink(Uri address) : IAuditSink, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    /// <inheritdoc/>
    public async ValueTask Take(int shard, AuditCheckpoint checkpoint)
    {
        using var note = new StringContent(checkpoint.Note, Encoding.UTF8, MediaTypeNames.Text.Plain);
        await Post(note);
    }

    /// <inheritdoc/>
    public async ValueTask TakeErasure(Guid keyId)
    {
        using var erasure = new StringContent($$"""{"destroyedKey":"{{keyId:N}}"}""", Encoding.UTF8, MediaTypeNames.Application.Json);
        await Post(erasure);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Guid> Erasures() => [];

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async ValueTask Post(StringContent content)
    {
        using var answer = await http.PostAsync(address, content);
        answer.EnsureSuccessStatusCode();
    }
}
