using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Silo.Access.Tokens;

/// <summary>
/// The deny list of a file that is looked at every 15 seconds, by its content, so that who is put on it is refused within 60. A file that
/// cannot be used leaves the last good list standing for <see cref="Trust"/>; then it is not known who is denied, and nobody is let in.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="time">Tells when to look, and how old the list is.</param>
/// <param name="logger">Hears of changes and of faults.</param>
internal sealed partial class WatchedDenyList(DenyListFile file, TimeProvider time, ILogger<WatchedDenyList> logger) : BackgroundService, IDenyList
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>How long a list is believed without a look that succeeded.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private volatile DenyList current = file.First;
    private DenyList found = file.First;
    private long looked = time.GetTimestamp();

    // The age is asked of the clock and not of the timer: a timer that is late must not lengthen the trust.
    /// <inheritdoc/>
    public DenyList? Current => time.GetElapsedTime(Volatile.Read(ref looked)) < Trust ? current : null;

    /// <summary>Looks at the file.</summary>
    public void Look()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (file.Read(out var fault) is not { } list)
            {
                FileUnusable(fault!, (int)Math.Max(0, (Trust - time.GetElapsedTime(looked)).TotalSeconds));
                return;
            }

            // An edit in place can be met half done: what is gone from the file counts until a second look does not find it either.
            var next = list.IsSameAs(found) ? list : list.With(found);
            found = list;
            if (!next.IsSameAs(current))
            {
                current = next;
                ListChanged(next.Count);
            }

            Volatile.Write(ref looked, now);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
