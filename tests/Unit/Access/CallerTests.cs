using System.Collections.Frozen;
using Grains.Access;
using Grains.Interfaces.Access;

namespace Tests.Unit.Access;

/// <summary>Who calls flows with the call and no further.</summary>
public sealed class CallerTests
{
    [Fact]
    public async Task The_caller_flows_with_the_call_and_is_forgotten_behind_it()
    {
        Assert.Null(Caller.Current);
        var caller = Of("app", "jana");
        await Call();
        Assert.Null(Caller.Current);

        async Task Call()
        {
            Caller.Current = caller;
            await Task.Yield();
            Assert.Same(caller, Caller.Current);
        }
    }

    [Fact]
    public void An_idempotency_key_belongs_to_a_person_at_a_client()
    {
        Assert.Equal("app\njana", Of("app", "jana").Identity);
        Assert.NotEqual(Of("app", "jana").Identity, Of("web", "jana").Identity);
        Assert.NotEqual(Of("app", "jana").Identity, Of("app", "petr").Identity);
    }

    [Fact]
    public void A_caller_without_an_accepted_purpose_runs_under_none() => Assert.Empty(Of("app", "jana").Purpose);

    private static Caller Of(string client, string subject) => new()
    {
        Token = new VerifiedToken { Role = Role.Customer, Subject = subject, ClientId = client, Purposes = FrozenSet<string>.Empty, ExpiresAt = DateTimeOffset.UnixEpoch },
        Method = MethodPolicy.Unknown,
    };
}
