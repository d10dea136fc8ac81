namespace Tests.System.Rights;

/// <summary>One place to die: a customer's erasure whose n-th write to a store is held up until the silo that makes it is killed.</summary>
/// <param name="Gate">The store's gate.</param>
/// <param name="Number">Which write, from 1.</param>
/// <param name="IsCommitted">Whether the write is committed once its silo is dead, so that only its answer is lost; else it never was.</param>
/// <param name="Latch">The number of its lock.</param>
/// <param name="Id">The customer.</param>
internal sealed record ErasurePoint(WriteGate Gate, int Number, bool IsCommitted, int Latch, string Id)
{
    /// <summary>How the customer's rows are found; set once they are there.</summary>
    public Gated Rows { get; set; } = null!;

    /// <summary>The filing of the erasure; its result is the request's id.</summary>
    public Task<string> Filing { get; set; } = null!;

    /// <summary>Holds up the write from now on.</summary>
    public Task Close() => Gate.Close(Latch, Number, Rows);

    /// <summary>Whether the write is held up.</summary>
    /// <param name="writer">The application name of the one silo that may make it.</param>
    public async Task<bool> IsReached(string writer) => (await Gate.Waiting()).TryGetValue(Latch, out var held) && Is(held.Application, writer);

    /// <summary>Decides what the dead silo's write was worth, and sees that it was.</summary>
    public async Task Decide()
    {
        if (!IsCommitted)
        {
            await Gate.Cut((await Gate.Waiting())[Latch].Process);
        }

        await Gate.Open(Latch);
        Assert.Equal((Id, IsCommitted), (Id, await Gate.Remaining(Latch) <= 0));
    }

    private bool Is(string application, string writer)
    {
        Assert.Equal((Id, writer), (Id, application));
        return true;
    }
}
