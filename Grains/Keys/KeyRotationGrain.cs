using Grains.Access;
using Grains.Audit;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Keys;
using Microsoft.Extensions.Options;

namespace Grains.Keys;

/// <summary>
/// Rotates the key-encryption key. Holds nothing: what is to be done follows from the keys store, so that a silo that dies in the middle is
/// followed by another that goes on. The order is: the new generation where keys are kept, its registration in the store (from then on the store
/// takes nothing that an earlier one wrapped), the re-wrap in batches, the destruction of what has no key left.
/// </summary>
internal sealed class KeyRotationGrain(
    IKeyGenerationStore store, IKeyWrapper wrapper, IDueTable due, AuditTrail trail, IOptions<KeyOptions> options, TimeProvider clock, ILogger<KeyRotationGrain> log)
    : Grain, IKeyRotation
{
    private const int Batch = 1_000;
    private static readonly Refusal NoRotation = new(ProblemCode.NotFound, "There was no such rotation: GET /v1/keys lists the generations.");
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private IGrainTimer? rewrapping;

    /// <inheritdoc/>
    public async ValueTask<Reply<KeyOverview>> Overview() => (await Plan(counted: true)).Overview();

    /// <inheritdoc/>
    public async ValueTask<Reply<KeyRotation>> Rotation(string rotationId) => (await Plan(counted: true)).Rotation(rotationId) is { } known ? known : NoRotation;

    /// <inheritdoc/>
    public async ValueTask<Reply<KeyRotation>> Rotate()
    {
        var caller = Caller.Current!;
        var operation = Guid.TryParseExact(caller.Operation, "D", out var key) ? OperationJournal.Tag(caller.Identity, key) : null;
        if (caller.Operation is not null && operation is null)
        {
            return Refusal.Invalid("Idempotency-Key", "a UUID");
        }

        var known = await store.Generations(counted: true);
        var plan = new KeyRotationPlan(known, options.Value.RotationPeriod);
        if (operation is not null && known.FirstOrDefault(g => g.Operation?.AsSpan().SequenceEqual(operation) == true) is { } same)
        {
            return plan.Rotation(same.Id)!;
        }

        if (plan.IsRunning)
        {
            return plan.Rotation(plan.Current.Id)!;
        }

        await trail.Append(Guid.Empty, EntryOf(caller));
        caller.IsRecorded = true;
        await Begin(operation);
        plan = await Plan(counted: true);
        return plan.Rotation(plan.Current.Id)!;
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> Continue()
    {
        var plan = await Plan();
        if (!plan.IsRunning && plan.RotatesAt <= clock.GetUtcNow())
        {
            plan = await Begin(operation: null);
        }

        if (!plan.IsRunning)
        {
            return plan.RotatesAt;
        }

        StartRewrapping();
        return clock.GetUtcNow() + LookAgain;
    }

    private async ValueTask<KeyRotationPlan> Plan(bool counted = false) => new(await store.Generations(counted), options.Value.RotationPeriod);

    /// <summary>What is due is noted first: whatever dies after that is gone on with.</summary>
    private async ValueTask<KeyRotationPlan> Begin(byte[]? operation)
    {
        await due.Set(new DueItem(DueWork.KeyRotation, Guid.Empty, clock.GetUtcNow()));
        var fresh = await wrapper.Begin();
        await store.Register(fresh, operation, clock.GetUtcNow());
        log.RotationBegun(fresh);
        StartRewrapping();
        return await Plan();
    }

    private void StartRewrapping() =>
        rewrapping ??= this.RegisterGrainTimer(static (grain, _) => grain.RewrapSome(), this, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

    private async Task RewrapSome()
    {
        try
        {
            if ((await Plan()).Retiring.FirstOrDefault() is not { } retiring)
            {
                Stop();
                return;
            }

            var stale = await store.WrappedBy(retiring.Id, Batch);
            if (stale.Count > 0)
            {
                await store.Rewrap(wrapper.Rewrap(stale));
                return;
            }

            await wrapper.Destroy(retiring.Id);
            await store.NoteDestroyed(retiring.Id, clock.GetUtcNow());
            log.GenerationDestroyed(retiring.Id);
        }
        catch (Exception exception)
        {
            Stop(); // the due table brings it back
            log.RotationDelayed(exception.GetType().Name);
        }
    }

    private void Stop()
    {
        rewrapping?.Dispose();
        rewrapping = null;
    }

    private AuditEntry EntryOf(Caller caller) => new()
    {
        Id = Guid.NewGuid(),
        At = clock.GetUtcNow(),
        Kind = AuditKind.Mutation,
        Role = caller.Token.Role,
        Client = caller.Token.ClientId,
        Actor = trail.ActorOf(caller.Token),
        Purpose = caller.Purpose,
        Operation = caller.Method.Operation,
        Outcome = Outcomes.Allowed,
    };
}
