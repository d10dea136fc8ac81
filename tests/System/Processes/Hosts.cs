namespace Tests.System.Processes;

/// <summary>Finds out where customers live, from outside.</summary>
internal static class Hosts
{
    /// <summary>The silo that most of some customers live on: the one that writes down most of the refusals of an auditor's calls.</summary>
    public static async Task<PlatformProcess> HostOf(this Deployment platform, params string[] ids)
    {
        using var auditor = new Front(platform, platform.Issuer.Token("auditor"));
        var before = platform.Silos.ToDictionary(silo => silo, Refusals);
        await Task.WhenAll(ids.Select(id => auditor.Get($"/v1/customers/{id}/profile")));
        await Until.True(() => Task.FromResult(platform.Silos.Sum(Refusals) >= before.Values.Sum() + ids.Length), () => "the refusals in the logs");
        return platform.Silos.MaxBy(silo => Refusals(silo) - before[silo])!;
    }

    private static int Refusals(PlatformProcess silo) => silo.Output.Split("Refused ICustomerProfile.Read: RoleNotAllowed").Length - 1;
}
