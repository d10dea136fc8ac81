using System.Collections.Concurrent;
using System.Text.Json;
using Grains.Interfaces.Webhooks;
using Grains.Webhooks;

namespace Tests.Cluster.Webhooks;

/// <summary>Receivers of which a test says what they answer; by default all acknowledge.</summary>
internal sealed class ScriptedReceivers : IWebhookSender
{
    /// <summary>What a webhook's address answers; null for nothing.</summary>
    public ConcurrentDictionary<string, Func<Task<int?>>> Answers { get; } = new();

    /// <summary>What was sent: where, under which id, the body.</summary>
    public ConcurrentQueue<(string Url, Guid Id, string Body)> Sent { get; } = new();

    public ValueTask<bool> IsAllowed(Uri url) => ValueTask.FromResult(true);

    public async ValueTask<int?> Send(SignedAttempt attempt, Guid id, ReadOnlyMemory<byte> body)
    {
        Sent.Enqueue((attempt.Url, id, System.Text.Encoding.UTF8.GetString(body.Span)));
        return Answers.TryGetValue(attempt.Url, out var answer) ? await answer() : 200;
    }

    /// <summary>The ids of what was sent of a request, one for each attempt.</summary>
    public Guid[] Attempts(string url, string requestId) =>
        [.. Sent.Where(s => s.Url == url && JsonSerializer.Deserialize<JsonElement>(s.Body).GetProperty("data").GetProperty("requestId").GetString() == requestId).Select(s => s.Id)];
}
