using System.Text.Json;
using static Tests.Api.Access.TokenAttacks;

namespace Tests.Api.Access;

/// <summary>Well-signed tokens of which one claim is not as it must be.</summary>
internal static class AttacksOnClaims
{
    private const string Fault = "claims";

    private static readonly object?[] NoText = ["", 0, 1, true, null, new string('x', 257), "a\nb", "a\u0000", new[] { "x" }, new { x = 1 }];
    private static readonly object?[] NoTime = ["now", "1900000000", -1, -1e300, 1e300, 253_402_300_800, 1.5e9 + 0.5, true, null, Array.Empty<int>()];

    public static IEnumerable<TokenAttack> All => Values().Concat(Missing()).Concat(Times());

    private static IEnumerable<TokenAttack> Values()
    {
        IEnumerable<(string Name, object? Value, string Fault)>[] values =
        [
            NoText.Append("Customer").Append("CUSTOMER").Append("admin").Append("0").Append(" customer").Append("customer,operator").Append("customer operator")
                .Append(new[] { "customer" }).Append(new[] { "customer", "operator" }).Select(v => ("role", v, Fault)),
            NoText.Append("a/b").Append("a b").Append("é").Append("%41").Append(new string('c', 65)).Append(17).Append(new[] { "C1" }).Select(v => ("customer_id", v, Fault)),
            NoText.Select(v => ("sub", v, Fault)),
            NoText.Select(v => ("client_id", v, Fault)),
            NoText.Select(v => ("jti", v, Fault)),
            new object?[] { new[] { "servicing" }, 1, null, true, new { servicing = true } }.Select(v => ("purposes", v, Fault)),
            new object?[] { "", "account", "PROFILE-PLATFORM", "profile-platform ", "profile-platform/", Array.Empty<string>(), new[] { "account", "other" } }
                .Select(v => ("aud", v, "audience")),
            new object?[] { "https://evil.test", "HTTPS://ISSUER.TEST", "https://issuer.test.evil.test", "" }.Select(v => ("iss", v, "issuer")),
            new object?[] { 1, null, true, new[] { 1 }, new { x = "profile-platform" } }.SelectMany(v => (IEnumerable<(string, object?, string)>)[("aud", v, Fault), ("iss", v, Fault)]),
        ];
        foreach (var (name, value, fault) in values.SelectMany(v => v).DistinctBy(v => (v.Name, JsonSerializer.Serialize(v.Value))))
        {
            yield return new($"{name} = {JsonSerializer.Serialize(value)}", fault, i => Claiming(i, name, value));
        }

        yield return new("audiences without ours", "audience", i => Claiming(i, "aud", new[] { "account", "profile" }))
        {
            Good = i => Claiming(i, "aud", new[] { "account", "profile-platform" }),
        };
        foreach (var change in new[] { "/", " ", "?", "#", ":443", "/.well-known" })
        {
            yield return new($"issuer and '{change}'", "issuer", i => Claiming(i, "iss", i.Name + change));
        }

        foreach (var role in new[] { "frontend", "advisor", "officer", "auditor", "operator" })
        {
            foreach (var id in new object?[] { "C1", "", null })
            {
                yield return new($"customer_id {JsonSerializer.Serialize(id)} of {role}", Fault, i => i.Mint(new Dictionary<string, object?>(i.Claims(role)) { ["customer_id"] = id }))
                {
                    Good = i => i.Token(role),
                };
            }
        }
    }

    private static IEnumerable<TokenAttack> Missing()
    {
        foreach (var (name, fault) in new[]
                 {
                     ("iss", "issuer"), ("aud", "audience"), ("exp", "lifetime"), ("sub", Fault), ("client_id", Fault), ("role", Fault), ("customer_id", Fault),
                 })
        {
            yield return new($"no {name}", fault, i => i.Mint(i.Claims("customer", "C1").Where(c => c.Key != name).ToDictionary()));
            yield return new($"{name} in another case", fault, i => i.Mint(i.Claims("customer", "C1").ToDictionary(c => c.Key == name ? name.ToUpperInvariant() : c.Key, c => c.Value)));
        }

        yield return new("no claims", "lifetime", i => i.Sign(Header(i), "{}"));
    }

    private static IEnumerable<TokenAttack> Times()
    {
        foreach (var name in new[] { "iat", "nbf", "auth_time" })
        {
            foreach (var value in NoTime)
            {
                yield return new($"{name} = {JsonSerializer.Serialize(value)}", Fault, i => Claiming(i, name, value));
            }
        }

        foreach (var (name, fault) in new[] { ("iat", Fault), ("nbf", "lifetime"), ("auth_time", Fault) })
        {
            yield return new($"{name} ahead of the skew", fault, i => Claiming(i, name, Now(i) + 90)) { Good = i => Claiming(i, name, Now(i)) };
            yield return new($"{name} tomorrow", fault, i => Claiming(i, name, Now(i) + 86_400));
            yield return new($"{name} in milliseconds", Fault, i => Claiming(i, name, Now(i) * 1000));
        }

        foreach (var value in NoTime)
        {
            yield return new($"exp = {JsonSerializer.Serialize(value)}", Fault, i => Claiming(i, "exp", value));
        }

        yield return new("exp = 0", "lifetime", i => Claiming(i, "exp", 0));
        yield return new("expired at the end of the skew", "lifetime", i => Claiming(i, "exp", Now(i) - 30)) { Good = i => Claiming(i, "exp", Now(i) - 5) };
        yield return new("expired yesterday", "lifetime", i => Claiming(i, "exp", Now(i) - 86_400));
    }
}
