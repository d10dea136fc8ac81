using Grains.Access;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Keys;
using Grains.Keys;

namespace Grains;

/// <summary>
/// The replacement of the customer's personal key. The order is: the audit log, what is due, the fresh key beside the present one, the row sealed anew
/// in one write, the former key's end, the answer. A silo that dies anywhere leaves a customer who is served under whichever key seals the row; the
/// next change, the repeat or what is due goes on.
/// </summary>
internal sealed partial class CustomerGrain
{
    /// <inheritdoc/>
    async ValueTask<Reply<KeyReplaced>> ICustomerKeys.Replace()
    {
        await FinishReplacement();
        var (fork, reply) = (Sections.Fork(), new KeyReplaced(entry.Key!.Id, Now));
        _ = row.State.Reseal(entry.Key, entry.Key, Places); // a section that does not open would stop the replacement half-way
        if (Remember<KeyReplaced>(fork, reply) is { } full)
        {
            return full;
        }

        await RecordMutation(Caller.Current!);
        await due.Set(new DueItem(DueWork.KeyReplacement, this.GetPrimaryKey(), Now));
        await replacer.Prepare(entry);
        await Write(fork, endsPermission: false);
        return reply;
    }

    /// <inheritdoc/>
    async ValueTask<DateTimeOffset?> ICustomerKeys.ContinueReplacement()
    {
        await Wake(); // another activation may have begun it
        if (sections is { } live && entry.Pending is not null)
        {
            await Write(live.Fork(), endsPermission: false);
        }

        await FinishReplacement();
        DeactivateOnIdle();
        return entry.Row is { Personal: not null, Pending: not null } ? Now + HeldOver : null; // frozen: it may thaw
    }

    /// <summary>The row to write: while a replacement is under way, whole under the key that takes over.</summary>
    private CustomerRecord Seal(CustomerSections fork, long version) =>
        entry.Pending is { } next ? fork.Seal(version).Reseal(entry.Key!, next, Places) : fork.Seal(version);

    /// <summary>The sections, now standing for the row that was written.</summary>
    private CustomerSections Written(CustomerSections fork)
    {
        if (entry.Pending is null)
        {
            return fork.WrittenAs(row.State);
        }

        entry.TakeOver();
        return vault.Read(row.State, entry.Key!, Places);
    }

    private async ValueTask FinishReplacement()
    {
        if (!entry.IsReplaced)
        {
            return;
        }

        try
        {
            await replacer.Finish(entry);
            if (await due.Find(DueWork.KeyReplacement, this.GetPrimaryKey(), Guid.Empty) is { } done)
            {
                await due.Remove(done);
            }
        }
        catch (Exception exception)
        {
            throw GoStale(exception);
        }
    }
}
