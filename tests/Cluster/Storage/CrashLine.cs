namespace Tests.Storage;

/// <summary>Every change of any store passes here, so that a test can let the n-th one fail: before it reaches the database, or after it was
/// stored and its answer is lost. To whoever waits, a crash between any two lines looks like one of the two.</summary>
internal sealed class CrashLine
{
    private readonly Lock gate = new();
    private Fault fault;
    private int left;

    /// <summary>Whether the armed fault has happened.</summary>
    public bool HasFired { get; private set; }

    /// <summary>Arms the line.</summary>
    /// <param name="number">Which change fails, from 1.</param>
    /// <param name="when">When.</param>
    public void Arm(int number, Fault when)
    {
        lock (gate)
        {
            (fault, left, HasFired) = (when, number, false);
        }
    }

    /// <summary>Lets nothing fail any more.</summary>
    public void Disarm() => Arm(int.MaxValue, Fault.None);

    /// <summary>Makes a change.</summary>
    public async ValueTask<T> Pass<T>(Func<ValueTask<T>> change)
    {
        var mine = Next();
        if (mine == Fault.Before)
        {
            throw new IOException("The storage is down.");
        }

        var done = await change();
        return mine == Fault.After ? throw new IOException("The storage does not answer.") : done;
    }

    /// <summary>Makes a change.</summary>
    public async ValueTask Pass(Func<ValueTask> change) => await Pass(async () =>
    {
        await change();
        return 0;
    });

    private Fault Next()
    {
        lock (gate)
        {
            if (fault == Fault.None || --left > 0)
            {
                return Fault.None;
            }

            (var now, fault, HasFired) = (fault, Fault.None, true);
            return now;
        }
    }
}
