using Grains.Access;
using Grains.Interfaces.Access;

namespace Tests.Unit.Access;

/// <summary>What a call states is read from its context, each part from its own place.</summary>
public sealed class StatementTests
{
    [Fact]
    public void A_call_states_what_stands_on_its_context()
    {
        CallContext.Set(CallContext.Purpose, "servicing");
        CallContext.Set(CallContext.CaseReference, "case 7");
        CallContext.Set(CallContext.BreakGlass, "card stolen");
        Assert.Equal(new Statement("servicing", "case 7", "card stolen"), Statement.OfCall());
    }

    [Theory]
    [InlineData(CallContext.Purpose, "x", null, null)]
    [InlineData(CallContext.CaseReference, null, "x", null)]
    [InlineData(CallContext.BreakGlass, null, null, "x")]
    public void What_is_not_stated_is_null(string name, string? purpose, string? caseReference, string? breakGlass)
    {
        Assert.Equal(default, Statement.OfCall());
        CallContext.Set(name, "x");
        Assert.Equal(new Statement(purpose, caseReference, breakGlass), Statement.OfCall());
        CallContext.Set(name, string.Empty);
        Assert.Equal(default, Statement.OfCall());
    }
}
