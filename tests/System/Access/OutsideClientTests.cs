using System.Collections.Concurrent;
using System.Reflection;
using Grains.Interfaces.Access;
using Grains.Interfaces.Due;
using Grains.Interfaces.Profile;
using Orleans.Concurrency;
using Orleans.Runtime;
using Tests.System.Processes;

namespace Tests.System.Access;

/// <summary>
/// Any process that reaches a gateway can call any grain: here one does, every method there is, with everything it could come up with. What
/// each method should give to whom is read here from its attributes, on its own.
/// </summary>
[Collection(ClusterTests.Name)]
public sealed class OutsideClientTests(PlatformCluster cluster)
{
    private static readonly Type[] GrainInterfaces = [.. typeof(ICustomerProfile).Assembly.GetTypes().Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain)))];

    public static TheoryData<Type> Interfaces => [.. GrainInterfaces];

    [Fact]
    public void Every_method_of_every_grain_interface_has_exactly_one_policy()
    {
        Assert.NotEmpty(GrainInterfaces);
        var faults = GrainInterfaces.SelectMany(t => t.GetMethods())
            .Where(m => m.GetCustomAttributes().Count(a => a is AllowAttribute or PublicAttribute or SiloOnlyAttribute) != 1)
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}");
        Assert.Empty(faults);
        Assert.DoesNotContain(GrainInterfaces.SelectMany(t => t.GetMethods()), m => m.GetCustomAttribute<AllowAttribute>() is { Roles.Count: 0 });
    }

    [SkippableTheory, MemberData(nameof(Interfaces))]
    public async Task A_grain_method_answers_whom_its_policy_names_and_nobody_else(Type contract)
    {
        var platform = cluster.Whole();
        var customer = await NewCustomer(platform);
        await using var outside = await OutsideClient.Connect(platform);
        var target = Reference(outside, contract, platform.Pseudonym(customer));
        var wrong = new ConcurrentBag<string>();
        var answered = 0;
        foreach (var method in contract.GetMethods().Where(static m => !m.IsDefined(typeof(OneWayAttribute)))) // of a one-way call nobody hears what became
        {
            var allow = method.GetCustomAttribute<AllowAttribute>();
            var isPublic = method.IsDefined(typeof(PublicAttribute));
            await Task.WhenAll(Credentials.Worthless(platform, customer).Concat(Credentials.Good(platform, customer)).Select(async credential =>
            {
                var isGiven = isPublic || (credential.Role is { } role && allow?.Roles.Contains(role) == true
                    && (role != Role.Customer || credential.IsOwn || !contract.IsAssignableTo(typeof(IGrainWithGuidKey))));
                var outcome = await OutsideClient.Call(
                    target, method, credential, p => p.Name == "bankId" ? customer : OutsideClient.Harmless(p), allow?.Purpose ?? "servicing");
                var isWithin = isGiven ? outcome is { IsTurnedAway: false, Thrown: null or RefusedException } : outcome.IsTurnedAway;
                Interlocked.Add(ref answered, isGiven ? 1 : 0);
                if (!isWithin)
                {
                    wrong.Add($"{contract.Name}.{method.Name} with {credential}: {outcome}");
                }
            }));
        }

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(40)));
        Assert.Equal(contract.GetMethods().All(static m => m.IsDefined(typeof(SiloOnlyAttribute))) ? 0 : 1, Math.Min(answered, 1)); // a test of refusals alone could not tell a dead cluster
        await Lives(platform, customer);
    }

    [SkippableFact]
    public async Task Nobody_outside_calls_the_runtime()
    {
        var platform = cluster.Whole();
        var customer = await NewCustomer(platform);
        await using var outside = await OutsideClient.Connect(platform);
        var credentials = Credentials.Worthless(platform, customer).Concat(Credentials.Good(platform, customer)).ToArray();
        var runtime = new Runtime(outside);
        var targets = await runtime.Targets(platform, customer);
        var refused = new ConcurrentDictionary<string, int>();
        var wrong = new ConcurrentBag<string>();
        foreach (var (target, contract, method) in targets)
        {
            // There are thousands of pairs of system target and method: those are tried with some of it, and the grains with all.
            var tried = target.GetGrainId().Type.IsSystemTarget() ? credentials.Where(c => c.Name is "nothing" or "silo token of another key" or "an operator's token") : credentials;
            await Task.WhenAll(tried.Select(async credential =>
            {
                var outcome = await OutsideClient.Call(target, method, credential, OutsideClient.Harmless);
                if (outcome.IsTurnedAway)
                {
                    refused.AddOrUpdate(contract.Name, 1, (_, n) => n + 1);
                }
                else if (!runtime.MayNotBeRefused(method, outcome))
                {
                    wrong.Add($"{contract.Name}.{method.Name} of {target.GetGrainId()} with {credential}: {outcome}");
                }
            }));
        }

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(40)));
        string[] known = ["IManagementGrain", "IRemindable", "IGrainManagementExtension", "ICancellationSourcesExtension", "IAsyncEnumerableGrainExtension", "ISiloControl", "IMembershipService"];
        Assert.Empty(known.Except(refused.Keys));
        await Lives(platform, customer);
    }

    private static IAddressable Reference(OutsideClient outside, Type contract, Guid customer) =>
        contract.IsAssignableTo(typeof(IGrainWithGuidKey)) ? outside.Grains.GetGrain(contract, customer)
        : contract.IsAssignableTo(typeof(IGrainWithStringKey)) ? outside.Grains.GetGrain(contract, "silent-activity")
        : outside.Grains.GetGrain(contract, 0);

    private static async Task<string> NewCustomer(Deployment platform)
    {
        var id = $"outside-{Guid.NewGuid():N}";
        using var bank = Front.End(platform);
        using var self = Front.Customer(platform, id);
        Assert.Equal(201, (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Olga" } })).Status);
        Assert.Equal(200, (await self.Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Status);
        return id;
    }

    private static async Task Lives(Deployment platform, string customer)
    {
        using var self = Front.Customer(platform, customer);
        Assert.Equal("Olga", (string?)(await self.Get($"/v1/customers/{customer}/profile")).Body?["attributes"]?["givenName"]?["value"]);
        Assert.True(await platform.IsReady());
        Assert.Equal(2, await platform.ActiveMembers());
        Assert.All(platform.Silos, silo => Assert.False(silo.HasExited));
    }
}
