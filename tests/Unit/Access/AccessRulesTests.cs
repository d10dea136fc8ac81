using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Grains.Access;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Orleans;

namespace Tests.Unit.Access;

/// <summary>The decision, held against a second one on a million calls.</summary>
public sealed class AccessRulesTests
{
    private const int Calls = 1_000_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Catalogue Catalogue = Catalogue.Load();
    private static readonly string[] PurposeIds = [.. Catalogue.Purposes.Purposes.Select(p => p.Id)];
    private static readonly MethodPolicy[] Methods = [.. typeof(AllowAttribute).Assembly.GetTypes()
        .Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrainWithGuidKey)))
        .SelectMany(t => t.GetMethods()).Where(m => m.IsDefined(typeof(AllowAttribute))).Select(MethodPolicy.Of)];

    private static readonly string?[] Texts = [null, null, "case 7", "", "  ", "a\nb", new string('x', 200), new string('x', 201)];

    [Fact]
    public void Two_implementations_agree_on_a_million_calls()
    {
        var random = new Random(20261124);
        var consents = Enumerable.Range(0, 500).Select(_ => Consents(random)).ToArray();
        var tokens = Enum.GetValues<Role>().SelectMany(role => Enumerable.Range(0, 40).Select(_ => Token(random, role))).ToArray();
        var outcomes = new Dictionary<string, int>();
        for (var i = 0; i < Calls; i++)
        {
            var (token, method) = (tokens[random.Next(tokens.Length)], Methods[random.Next(Methods.Length)]);
            var call = Call(random, token, method, consents);
            var expected = NaiveAccess.Decide(call, Catalogue.Purposes.Purposes, Catalogue.Attributes.Attributes);
            var decided = Decide(call, token, method);
            Assert.True(expected == decided, $"call {i}, {method.Name} by {token.Role}: {decided} where {expected} was expected");
            outcomes[expected.Split(':')[0]] = outcomes.GetValueOrDefault(expected.Split(':')[0]) + 1;
        }

        // A generator that never reaches a rule proves nothing about it.
        string[] refusals =
        [
            "role-not-allowed", "customer-unknown", "customer-erased", "purpose-missing", "purpose-not-allowed", "break-glass-not-allowed", "invalid-value",
            "case-reference-missing", "consent-required", "processing-restricted",
        ];
        Assert.All(refusals.Concat(["self-service", "legal-compliance", "servicing", "security", "personalised-offers"]), o => Assert.True(outcomes.GetValueOrDefault(o) > 500, o));
    }

    [Theory]
    [InlineData("security", true)] // rests on the law
    [InlineData("servicing", true)]
    [InlineData("personalised-offers", false)] // needs the customer's consent and a token for it
    [InlineData("self-service", false)] // is the customer's alone
    public void Broken_glass_opens_what_rests_on_contract_or_law_and_no_more(string purpose, bool opens)
    {
        var token = new VerifiedToken { Role = Role.Advisor, Subject = "ada", ClientId = "desk", ExpiresAt = Now };
        var policy = Methods.Single(m => m.Operation == "profile.read").Allow!;
        var stated = new Statement(purpose, null, "card stolen");
        var named = new BreakGlassOptions { Clients = { "desk" } };
        Assert.Equal(opens ? null : ProblemCode.PurposeNotAllowed, AccessRules.Purpose(token, policy, stated, Catalogue, named).Refusal?.Code);
        Assert.NotNull(AccessRules.Purpose(token, policy, stated, Catalogue, new BreakGlassOptions()).Refusal);
    }

    private static string Decide(GeneratedCall call, VerifiedToken token, MethodPolicy method)
    {
        var glass = new BreakGlassOptions { Clients = call.IsNamedForGlass ? [token.ClientId] : ["another"] };
        var purpose = AccessRules.Purpose(token, method.Allow!, call.Stated, Catalogue, glass);
        var caller = new Caller
        {
            Token = token, Method = method, Purpose = purpose.Value ?? string.Empty, PurposeRefusal = purpose.Refusal, Stated = call.Stated,
        };
        var customer = call.IsOwn && token.Customer is { } own ? own.Value : Guid.Empty;
        var refusal = AccessRules.Enter(caller, customer, new CustomerStanding(call.Consent is not null, call.IsErased))
            ?? AccessRules.Consented(caller, call.Consent, Catalogue, Now) ?? AccessRules.Unrestricted(caller, call.Consent);
        return refusal is not null ? refusal.Code.Name() : $"{caller.Purpose}: {string.Join(' ', AccessRules.Categories(caller, call.Consent, Catalogue, Now))}";
    }

    private static GeneratedCall Call(Random random, VerifiedToken token, MethodPolicy method, ConsentSection[] consents)
    {
        var isKnown = random.Next(10) > 0;
        return new GeneratedCall
        {
            Role = token.Role,
            Policy = method.Allow!,
            IsOwn = random.Next(4) > 0,
            TokenPurposes = [.. token.Purposes],
            Stated = token.Role is Role.Frontend or Role.Advisor
                ? new Statement(Stated(random, method), Texts[random.Next(Texts.Length)], random.Next(2) == 0 ? null : Texts[random.Next(Texts.Length)])
                : default,
            IsNamedForGlass = random.Next(2) == 0,
            IsErased = random.Next(20) == 0,
            Consent = isKnown ? consents[random.Next(consents.Length)] : null,
            Now = Now,
        };
    }

    private static string? Stated(Random random, MethodPolicy method) => random.Next(12) switch
    {
        0 => null,
        1 => "astrology",
        < 6 when method.Allow!.Purpose is { } own => own,
        _ => PurposeIds[random.Next(PurposeIds.Length)],
    };

    private static VerifiedToken Token(Random random, Role role) => new()
    {
        Role = role,
        Subject = "somebody",
        ClientId = "client",
        Customer = role == Role.Customer ? new CustomerId(Guid.NewGuid()) : null,
        Purposes = role is Role.Frontend or Role.Advisor ? PurposeIds.Where(_ => random.Next(3) > 0).ToFrozenSet() : [],
        ExpiresAt = Now.AddHours(1),
    };

    private static ConsentSection Consents(Random random)
    {
        var events = ImmutableArray.CreateBuilder<ConsentEvent>();
        var at = Now.AddDays(-100);
        for (var i = random.Next(12); i > 0; i--)
        {
            var purpose = Catalogue.Purposes.Purposes.Where(p => p.NeedsConsent).ElementAt(random.Next(6));
            at = at.AddHours(1 + random.Next(100));
            var state = (ConsentState)(1 + random.Next(3));
            events.Add(new ConsentEvent
            {
                Purpose = purpose.Id, State = state, At = at, RecordedAt = at, Method = "app", NoticeVersion = purpose.NoticeVersion, RecordId = Guid.NewGuid(), ReceiptId = Guid.NewGuid(),
                Categories = random.Next(2) == 0 ? null : [.. purpose.Categories.Where(_ => random.Next(2) == 0)],
                ExpiresAt = state == ConsentState.Given && random.Next(3) == 0 ? Now.AddDays(random.Next(3) - 1) : null,
            });
        }

        return new ConsentSection { Events = events.ToImmutable(), RestrictedSince = random.Next(8) == 0 ? Now.AddDays(-1) : null };
    }
}
