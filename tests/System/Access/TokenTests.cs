using Tests.Api.Access;
using Tests.System.Processes;

namespace Tests.System.Access;

/// <summary>Tokens at every door of a cluster: a silo judges them as ApiHost does, whoever brings them.</summary>
[Collection(ClusterTests.Name)]
public sealed class TokenTests(PlatformCluster cluster)
{
    [SkippableFact]
    public async Task No_attack_opens_a_silo_to_an_outside_client()
    {
        var platform = cluster.Whole();
        await using var doors = await Doors.Of(platform);
        Assert.Equal(3, doors.Count);
        var wrong = new List<string>();
        foreach (var attack in TokenAttacks.All.Values)
        {
            var token = attack.Make(platform.Issuer);
            if (token.Length > 1_000_000)
            {
                continue; // more than a message's header may hold
            }

            var good = await doors.ShowSilos(attack.Good(platform.Issuer));
            var bad = await doors.ShowSilos(token);
            if (good.Any(said => said is not null) || bad.Any(said => said != (token.Length == 0 ? "token-missing" : "token-invalid")))
            {
                wrong.Add($"{attack.Name}: {string.Join(' ', good)} / {string.Join(' ', bad)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(await platform.IsReady());
    }

    [SkippableFact]
    public async Task A_denied_token_is_out_at_every_door_within_a_minute_and_others_are_not()
    {
        var platform = cluster.Whole();
        await using var doors = await Doors.Of(platform);
        var claims = platform.Issuer.Claims("customer", $"denied-{Guid.NewGuid():N}");
        var (denied, other) = (platform.Issuer.Mint(claims), platform.Issuer.Token("customer", (string)claims["sub"]!));
        await doors.Say(null, denied);
        await doors.Say(null, other);

        await File.AppendAllTextAsync(platform.DenyList, $"# lost phone\njti {claims["jti"]}\n");
        await doors.Say("token-invalid", denied);
        Assert.All(await doors.Show(other), Assert.Null);

        await File.AppendAllTextAsync(platform.DenyList, $"customer {platform.Pseudonym((string)claims["sub"]!)}\n");
        await doors.Say("token-invalid", other);
        Assert.All(await doors.Show(platform.Issuer.Token("customer", "somebody-else")), Assert.Null);
    }

    [SkippableFact]
    public async Task A_token_of_a_retired_key_is_out_at_every_door_within_a_minute()
    {
        var platform = cluster.Whole();
        await using var doors = await Doors.Of(platform);
        var old = platform.Issuer.Token("operator");
        await doors.Say(null, old);

        platform.Issuer.Rotate();
        await doors.Say("token-invalid", old);

        await doors.Say(null, platform.Issuer.Token("operator"));
        Assert.All(await doors.Show(old), said => Assert.Equal("token-invalid", said));
    }
}
