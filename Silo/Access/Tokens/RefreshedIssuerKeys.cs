using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Silo.Access.Tokens;

/// <summary>
/// The keys of an issuer that is asked every 30 seconds, so that a retired key is refused within 60, and in between when a token names an
/// unknown key. There is no last known good set: what the issuer publishes is what counts. Where it cannot be reached the keys last read
/// stand for <see cref="Trust"/>, then none do.
/// </summary>
internal sealed partial class RefreshedIssuerKeys(
    Func<CancellationToken, Task<IssuerKeySet>> fetch,
    TimeProvider time,
    ILogger<RefreshedIssuerKeys> logger) : BackgroundService, IIssuerKeys
{
    /// <summary>How often the issuer is asked.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>The shortest time between two questions that unknown keys cause, so that made-up key ids cannot flood the issuer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The same while no keys are known.</summary>
    public static readonly TimeSpan Impatience = TimeSpan.FromSeconds(1);

    /// <summary>How long keys are believed without hearing from the issuer.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private volatile IssuerKeySet? current;
    private Task question = Task.CompletedTask;
    private long? asked; // when an unknown key last made it ask; a first answer clears it
    private long heard; // when the issuer last answered

    /// <inheritdoc/>
    public IssuerKeySet? Current => current;

    /// <inheritdoc/>
    public async Task<IssuerKeySet?> Renew(CancellationToken cancellationToken)
    {
        await Question(scheduled: false).WaitAsync(cancellationToken);
        return current;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await Question(scheduled: true).WaitAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One question at a time; who comes meanwhile waits for its answer.</summary>
    private Task Question(bool scheduled)
    {
        lock (gate)
        {
            if (question.IsCompleted && (scheduled || asked is not { } last || time.GetElapsedTime(last) >= (current is null ? Impatience : Patience)))
            {
                asked = scheduled ? asked : time.GetTimestamp();
                question = Ask();
            }

            return question;
        }
    }

    private async Task Ask()
    {
        try
        {
            var keys = await fetch(CancellationToken.None);
            heard = time.GetTimestamp();
            if (!keys.IsSameAs(current))
            {
                asked = current is null ? null : asked;
                current = keys;
                KeysChanged(keys.Count);
            }
        }
        catch (Exception e)
        {
            if (current is not null && time.GetElapsedTime(heard) >= Trust)
            {
                current = null;
            }

            IssuerUnreachable(e, current?.Count ?? 0);
        }
    }
}
