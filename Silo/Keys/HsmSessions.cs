using System.Collections.Concurrent;
using Grains.Keys;

namespace Silo.Keys;

/// <summary>The open sessions, each lent to one thread at a time.</summary>
/// <param name="module">The library; owned by this object.</param>
/// <param name="options">The token and its PIN; owned by this object.</param>
internal sealed class HsmSessions(HsmModule module, HsmOptions options) : IDisposable
{
    /// <summary>How many sessions are open at most; HSMs allow few.</summary>
    public const int Max = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim turns = new(Max);
    private readonly ConcurrentBag<HsmSession> idle = [];
    private int look;

    /// <summary>Works on a session. One that fails is closed, and the work tried once more on a new one; where none
    /// can be opened, once more after a restart of the library.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work; it can be done twice.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="KeyUnavailableException">It failed again; every cause looks the same.</exception>
    public T Use<T>(Func<HsmSession, T> work)
    {
        if (!turns.Wait(Patience))
        {
            throw new KeyUnavailableException();
        }

        try
        {
            return TryUse(() => Idle() ?? Open(), work, out var result, out _)
                || TryUse(Open, work, out result, out var opened)
                || (!opened && TryUse(Open, work, out result, out _))
                    ? result!
                    : throw new KeyUnavailableException();
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Lets every session look at the token's keys again before it works.</summary>
    public void LookAgain() => Interlocked.Increment(ref look);

    /// <summary>Works on a session that may change the token's keys.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="KeyUnavailableException">It failed; every cause looks the same.</exception>
    public T Write<T>(Func<HsmSession, T> work)
    {
        try
        {
            return module.Run(() =>
            {
                using var session = HsmSession.Open(module, options, isWriting: true);
                return work(session);
            });
        }
        catch (HsmException)
        {
            throw new KeyUnavailableException();
        }
        finally
        {
            LookAgain();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        module.Run(() =>
        {
            while (idle.TryTake(out var session))
            {
                session.Dispose();
            }

            return true;
        });
        module.Dispose();
        options.Dispose();
        turns.Dispose();
    }

    private bool TryUse<T>(Func<HsmSession> open, Func<HsmSession, T> work, out T? result, out bool opened)
    {
        var (seen, isOpen) = (module.Epoch, false);
        try
        {
            result = module.Run(() =>
            {
                var session = open();
                isOpen = true;
                try
                {
                    session.Refresh(Volatile.Read(ref look));
                    var given = work(session);
                    idle.Add(session);
                    return given;
                }
                catch (KeyUnavailableException)
                {
                    idle.Add(session);
                    throw;
                }
                catch
                {
                    session.Dispose();
                    throw;
                }
            });
            opened = true;
            return true;
        }
        catch (HsmException)
        {
            (result, opened) = (default, isOpen);
            if (!isOpen)
            {
                Restart(seen);
            }

            return false;
        }
    }

    // Only what cannot even be opened restarts the library: a forged key fails on a good session too.
    private void Restart(int seen)
    {
        try
        {
            module.Restart(seen);
        }
        catch (HsmException)
        {
            // The next one to come tries again.
        }
    }

    private HsmSession Open() => HsmSession.Open(module, options);

    private HsmSession? Idle()
    {
        while (idle.TryTake(out var session))
        {
            if (session.Epoch == module.Epoch)
            {
                return session;
            }
        }

        return null;
    }
}
