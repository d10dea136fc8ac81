using System.Diagnostics;

namespace Tests.System.Processes;

/// <summary>Waits for a condition that another process brings about, and no longer than a bound.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task True(Func<Task<bool>> condition, Func<string> what, int seconds = 60)
    {
        var since = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since).TotalSeconds >= seconds)
            {
                Assert.Fail($"Not within {seconds} s: {what()}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
