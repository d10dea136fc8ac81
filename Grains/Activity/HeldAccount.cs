namespace Grains.Activity;

/// <summary>What is remembered of an account, whatever becomes of its raw transactions.</summary>
/// <param name="Id">The bank's id.</param>
internal readonly record struct HeldAccount(string Id)
{
    /// <summary>The day after the newest forgotten booking day; 0 where none was forgotten. Never moves back. What is booked before it was
    /// folded and forgotten, or must be taken for it.</summary>
    public int Floor { get; init; }

    /// <summary>The account's first booking day, known for good once it is forgotten; 0 while it is in the window.</summary>
    public int First { get; init; }

    /// <summary>The oldest month that totals are held of: 12 before that of the newest booking ever. Never moves back.</summary>
    public int OldestMonth { get; init; }

    /// <summary>When a transaction was last accepted, Unix seconds by the clock.</summary>
    public long ReceivedAt { get; init; }
}
