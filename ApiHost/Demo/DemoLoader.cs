using ApiHost.Access;
using ApiHost.Activity;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace ApiHost.Demo;

/// <summary>
/// Loads the demo bank as an import of this process: where nobody was ever a customer, or where a load was interrupted. Its first customer is
/// there before any other and its last line comes after all others: between the two a load is unfinished, and repeating it does no harm.
/// </summary>
/// <param name="customers">Finds the grains.</param>
/// <param name="clock">The time.</param>
/// <param name="log">The log.</param>
internal sealed class DemoLoader(Customers customers, TimeProvider clock, ILogger<DemoLoader> log)
{
    private const string Purpose = "servicing";
    private static readonly Refusal Stopped = new(ProblemCode.Unavailable, "The platform is stopping.");
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Loads what is missing.</summary>
    /// <param name="isNew">Whether nobody was ever a customer here.</param>
    /// <param name="token">A front end's access token with the purpose <c>servicing</c>.</param>
    /// <param name="console">Where to tell of it.</param>
    /// <param name="isTerminal">Whether a progress bar can be drawn there.</param>
    /// <param name="cancellationToken">Ends the load; the next start goes on with it.</param>
    /// <returns>Whether the bank is there, whole.</returns>
    /// <exception cref="RefusedException">The token may not import.</exception>
    public async Task<bool> Load(bool isNew, string token, TextWriter console, bool isTerminal, CancellationToken cancellationToken)
    {
        var calls = new ImportCalls(customers, token, Purpose);
        if (!isNew && await Standing(calls) is { } isWhole)
        {
            return isWhole;
        }

        var began = clock.GetTimestamp();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await calls.Send(DemoBank.Lines(today).First());
        var failures = 0;
        using var importer = new Importer(calls.Send, (_, refusal) => Interlocked.Add(ref failures, refusal.Code == ProblemCode.Unavailable ? 1 : 0), log);
        await using (cancellationToken.Register(() => importer.Stop(Stopped)))
        await using (isTerminal ? clock.CreateTimer(_ => DemoConsole.Bar(console, importer.Counts.Customers), null, BarEvery, BarEvery) : null)
        {
            await Send(importer, today);
        }

        var isDone = failures == 0 && (await calls.Send(DemoBank.End(today))).Refusal is null;
        DemoConsole.Loaded(console, importer.Counts, isDone, isTerminal, clock.GetElapsedTime(began));
        return isDone;
    }

    private static async Task Send(Importer importer, DateOnly today)
    {
        var number = 0;
        foreach (var line in DemoBank.Lines(today))
        {
            if (importer.IsStopped)
            {
                break;
            }

            await importer.Take(++number, line, (line as TransactionsLine)?.Batch.Transactions.Length * 256 ?? 0);
        }

        await importer.Complete();
    }

    /// <summary>True where the bank is whole, false where none was ever begun, null where a load was interrupted.</summary>
    private async ValueTask<bool?> Standing(ImportCalls calls)
    {
        if (await Consents(calls, DemoBank.IdOf(1)) is { Refusal.Code: ProblemCode.CustomerUnknown })
        {
            return false;
        }

        var last = await Consents(calls, DemoBank.LastId);
        var isWhole = last.Refusal?.Code == ProblemCode.CustomerErased
            || last.Value?.Purposes.Any(static p => p.Purpose == DemoBank.EndPurpose && p.State != ConsentState.Unknown) == true;
        return isWhole ? true : null;
    }

    private async ValueTask<Reply<ConsentOverview>> Consents(ImportCalls calls, string id)
    {
        calls.Enter();
        try
        {
            return await customers.Of<ICustomerConsent>(id).Read();
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
    }
}
