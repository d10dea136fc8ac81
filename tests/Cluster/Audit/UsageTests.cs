using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Tests.Cluster;
using static Tests.Audit.AuditedCustomers;

namespace Tests.Audit;

/// <summary>What a customer reads of the log: in pages, and no text that somebody put there.</summary>
[Collection(PlatformCollection.Name)]
public sealed class UsageTests(PlatformCluster platform)
{
    private readonly AuditedCustomers customers = new(platform);

    [Fact]
    public async Task A_text_that_somebody_put_beside_an_entry_is_not_shown()
    {
        var customer = await customers.Create("swapped");
        platform.AsAdvisor("desk", "first case");
        await customer.Read();
        platform.AsAdvisor("desk", "second case");
        await customer.Read();
        await platform.Sql("UPDATE audit_entry SET sealed = (SELECT max(sealed) FROM audit_entry WHERE sealed IS NOT NULL) WHERE sealed IS NOT NULL");
        platform.AsCustomer("swapped");
        var usage = (await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("swapped")).Usage(new UsageQuery(null, null, 100, null))).Value!;
        Assert.True(usage.Entries.Count(e => e.CaseReference is not null) <= 1);
        Assert.Equal(2, usage.Entries.Count(e => e.Role == "advisor"));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1001, null)]
    [InlineData(int.MaxValue, null)]
    [InlineData(-1, null)]
    [InlineData(10, "r")]
    [InlineData(10, "-1")]
    public async Task A_question_that_makes_no_sense_is_refused_whoever_sends_it(int limit, string? after)
    {
        var id = $"asks-{limit}-{after}";
        await customers.Create(id);
        platform.AsCustomer(id);
        var usage = platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf(id));
        Assert.Equal(ProblemCode.InvalidValue, await Refused(() => usage.Usage(new UsageQuery(null, null, limit, after))));
    }

    [Fact]
    public async Task A_page_of_usage_never_exceeds_its_limit_and_pages_miss_nothing()
    {
        var customer = await customers.Create("pages");
        for (var i = 0; i < 3; i++)
        {
            await customer.Read();
            platform.AsCustomer("pages");
            await customer.Read();
            platform.AsFrontend();
        }

        platform.AsCustomer("pages");
        var usage = platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("pages"));
        var lines = new List<UsageEntry>();
        for (string? after = null; lines.Count == 0 || after is not null;)
        {
            var page = (await usage.Usage(new UsageQuery(null, null, 1, after))).Value!;
            Assert.InRange(page.Entries.Length, 0, 1);
            lines.AddRange(page.Entries);
            after = page.Next;
        }

        Assert.Equal(6, lines.Where(l => l.Operation == "profile.read").Sum(l => l.Count));
    }
}
