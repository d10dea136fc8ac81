using System.Security.Cryptography;
using Grains.Access;
using Grains.Interfaces.Access;
using Orleans.Runtime;
using Tests.Api.Access;
using Tests.System.Processes;

namespace Tests.System.Access;

/// <summary>What an outside client puts on the context of its calls.</summary>
/// <param name="Name">For the test's message.</param>
/// <param name="Role">The role that a silo should see in it; null where it should see none.</param>
/// <param name="IsOwn">Whether it is the token of the very customer who is called.</param>
/// <param name="Carry">Puts it on the context of a call to a target.</param>
internal sealed record Credential(string Name, Role? Role, bool IsOwn, Action<GrainId> Carry)
{
    public override string ToString() => Name;
}

/// <summary>Everything that an outside client tries.</summary>
internal static class Credentials
{
    private const string AllPurposes =
        "servicing self-service security legal-compliance personalised-offers financial-insights advice ui-personalisation model-improvement third-party-sharing";

    /// <summary>Nothing, forgeries, and tokens that do not verify.</summary>
    public static IEnumerable<Credential> Worthless(Deployment platform, string customer)
    {
        var issuer = platform.Issuer;
        using var stranger = new TestIssuer(issuer.Name);
        using var elsewhere = new TestIssuer("https://elsewhere.test");
        var alien = new SiloTokens(RandomNumberGenerator.GetBytes(32), TimeProvider.System);
        var keyless = new SiloTokens(new byte[32], TimeProvider.System);
        var audience = issuer.Claims("customer", customer);
        audience["aud"] = "another-platform";
        yield return new("nothing", null, false, _ => { });
        yield return Token("no token at all", "");
        yield return Token("text", "not-a-token");
        yield return Token("expired token", issuer.Token("customer", customer, lifetime: TimeSpan.FromMinutes(-5)));
        yield return Token("token of another key under the issuer's name", stranger.Token("customer", customer));
        yield return Token("token of another issuer", elsewhere.Token("operator"));
        yield return Token("token for another audience", issuer.Mint(audience));
        yield return Token("unsigned token", $"{TestIssuer.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{issuer.Token("operator").Split('.')[1]}.");
        yield return new("random silo token", null, false, _ => CallContext.Set(CallContext.SiloToken, Convert.ToBase64String(RandomNumberGenerator.GetBytes(40))));
        yield return new("silo token of another key", null, false, target => CallContext.Set(CallContext.SiloToken, alien.Mint(target)));
        yield return new("silo token of the zero key", null, false, target => CallContext.Set(CallContext.SiloToken, keyless.Mint(target)));
        yield return new("silo token as text", null, false, _ => CallContext.Set(CallContext.SiloToken, "silo"));
        yield return new("caller on the context", null, false, _ =>
        {
            foreach (var name in new[] { "Caller", "caller", "pp.caller", "role", "pp.role", "Grains.Access.Caller", "sub", "client_id" })
            {
                RequestContext.Set(name, "operator");
            }
        });
        yield return new("something else under the token's name", null, false, _ =>
        {
            RequestContext.Set(CallContext.Token, Guid.NewGuid());
            RequestContext.Set(CallContext.SiloToken, new byte[40]);
        });
    }

    /// <summary>A good token of every role, of the called customer and of another.</summary>
    public static IEnumerable<Credential> Good(Deployment platform, string customer)
    {
        var issuer = platform.Issuer;
        yield return Token("the customer's own token", issuer.Token("customer", customer), Role.Customer, isOwn: true);
        yield return Token("another customer's token", issuer.Token("customer", $"other-{customer}"), Role.Customer);
        yield return Token("a front end's token", issuer.Token("frontend", purposes: AllPurposes), Role.Frontend);
        yield return Token("an advisor's token", issuer.Token("advisor", purposes: AllPurposes), Role.Advisor);
        yield return Token("an officer's token", issuer.Token("officer"), Role.Officer);
        yield return Token("an auditor's token", issuer.Token("auditor"), Role.Auditor);
        yield return Token("an operator's token", issuer.Token("operator"), Role.Operator);
    }

    private static Credential Token(string name, string token, Role? role = null, bool isOwn = false) => new(name, role, isOwn, _ =>
    {
        CallContext.Set(CallContext.Token, token);
        if (role == Role.Advisor)
        {
            CallContext.Set(CallContext.CaseReference, "case-1");
        }
    });
}
