using System.Collections.Concurrent;
using System.Reflection;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>The silo's outgoing filter: stamps the calls that only silos may make, and leaves a user's token out of them.</summary>
internal sealed class SiloStamp(SiloTokens tokens) : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, bool> stamped = new();

    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod is { } method && stamped.GetOrAdd(method, static m => MethodPolicy.Of(m).Door is Door.Silo or Door.Runtime))
        {
            return Stamped(context);
        }

        return context.Invoke();
    }

    private async Task Stamped(IOutgoingGrainCallContext context)
    {
        CallContext.Set(CallContext.Token, null);
        CallContext.Set(CallContext.SiloToken, tokens.Mint(context.TargetId));
        await context.Invoke();
    }
}
