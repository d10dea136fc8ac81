using Grains.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Profile;
using Orleans;
using Tests.Cluster;
using static Tests.Cluster.PlatformCalls;

namespace Tests.Access;

/// <summary>Broken glass: for named clients, one customer and 60 minutes, always shown to the customer and reviewed by somebody else.</summary>
[Collection(PlatformCollection.Name)]
public sealed class BreakGlassTests(PlatformCluster platform)
{
    [Fact]
    public async Task A_named_client_reaches_a_customer_and_an_officer_finds_it_queued()
    {
        var customer = await Create("glass-queued");
        platform.AsAdvisor("ada", caseReference: null, "card reported stolen", "security");
        Assert.NotNull((await customer.Read()).Value);

        var review = Assert.Single(await Queue("glass-queued"));

        Assert.Equal(("desk", "ada", "security", "card reported stolen", "open"), (review.Client, review.BrokenBy, review.Purpose, review.Reason, review.Status));
        Assert.Equal(TimeSpan.FromMinutes(60), review.Until - review.At);
        platform.AsCustomer("glass-queued");
        var usage = (await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf("glass-queued")).Usage(new UsageQuery(null, null, 100, null))).Value!;
        Assert.Single(usage.Entries, e => e is { BreakGlass: "card reported stolen", Role: "advisor", Outcome: "allowed" });
    }

    [Fact]
    public async Task One_breaking_is_one_review_for_60_minutes_and_the_next_is_another()
    {
        var customer = await Create("glass-hour");
        for (var i = 0; i < 3; i++)
        {
            platform.AsAdvisor("ada", null, "card reported stolen", "security");
            await customer.Read();
        }

        await platform.Deactivate("glass-hour");
        await customer.Read();
        Assert.Single(await Queue("glass-hour"));
        platform.AsAdvisor("bert", null, "helps ada", "security");
        await customer.Read();
        Assert.Equal(["ada", "bert"], (await Queue("glass-hour")).Select(r => r.BrokenBy).Order());
        platform.AsAdvisor("ada", null, "card reported stolen", "legal-compliance");
        await customer.Read();
        Assert.Equal(["legal-compliance", "security"], (await Queue("glass-hour")).Where(r => r.BrokenBy == "ada").Select(r => r.Purpose).Order());
    }

    [Fact]
    public async Task It_never_opens_what_needs_consent_and_no_customer_who_is_not_there()
    {
        var customer = await Create("glass-consent");
        platform.AsAdvisor("ada", null, "curious", "advice");
        Assert.Equal(ProblemCode.ConsentRequired, await Refused(() => customer.Read()));
        platform.AsAdvisor("ada", null, "curious", "personalised-offers");
        Assert.Equal(ProblemCode.PurposeNotAllowed, await Refused(() => customer.Read()));
        platform.AsAdvisor("ada", null, "curious", "security");
        Assert.Equal(ProblemCode.CustomerUnknown, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf("nobody-there")).Read()));
        Assert.Empty(await Queue("glass-consent"));
    }

    [Fact]
    public async Task Whoever_broke_it_does_not_review_it_and_who_does_closes_it_once()
    {
        var customer = await Create("glass-reviewed");
        platform.AsAdvisor("ada", null, "card reported stolen", "security");
        await customer.Read();
        var id = ReviewId.Parse(Assert.Single(await Queue("glass-reviewed")).Id)!.Value;
        var reviews = platform.Client.GetGrain<ICustomerReviews>(id.Customer);

        platform.AsOfficer("ada");
        Assert.Equal(ProblemCode.Conflict, (await reviews.Close(id.Id, new ReviewVerdict("justified"))).Refusal?.Code);
        platform.AsOfficer("olga");
        Assert.Equal(ProblemCode.InvalidValue, (await reviews.Close(id.Id, new ReviewVerdict("fine"))).Refusal?.Code);
        Assert.Equal(ProblemCode.NotFound, (await reviews.Close(Guid.NewGuid(), new ReviewVerdict("justified"))).Refusal?.Code);
        Assert.Null((await reviews.Close(id.Id, new ReviewVerdict("unjustified"))).Refusal);
        Assert.Null((await reviews.Close(id.Id, new ReviewVerdict("unjustified"))).Refusal);
        platform.AsOfficer("otto");
        Assert.Equal(ProblemCode.Conflict, (await reviews.Close(id.Id, new ReviewVerdict("justified"))).Refusal?.Code);

        Assert.Empty(await Queue("glass-reviewed"));
        var closed = Assert.Single(await Queue("glass-reviewed", isOpen: false));
        Assert.Equal(("closed", "unjustified", "olga"), (closed.Status, closed.Outcome, closed.ReviewedBy));
    }

    [Fact]
    public async Task The_queue_comes_in_pages()
    {
        for (var i = 0; i < 3; i++)
        {
            var customer = await Create($"glass-page-{i}");
            platform.AsAdvisor("ada", null, "card reported stolen", "security");
            await customer.Read();
        }

        platform.AsOfficer("olga");
        var found = new List<GlassReview>();
        for (var next = default(string); found.Count == 0 || next is not null;)
        {
            var page = (await platform.Client.GetGrain<IReviews>(0).List(new ReviewQuery(IsOpen: true, 2, next))).Value!;
            found.AddRange(page.Reviews);
            next = page.Next;
        }

        Assert.Equal(3, found.Count(r => r.CustomerId.StartsWith("glass-page-", StringComparison.Ordinal)));
        Assert.Equal(found.Select(r => r.Id).Distinct(), found.Select(r => r.Id));
        Assert.Equal(ProblemCode.InvalidValue, (await platform.Client.GetGrain<IReviews>(0).List(new ReviewQuery(IsOpen: true, 2, "elsewhere"))).Refusal?.Code);
    }

    [Fact]
    public async Task A_reason_that_is_no_text_is_refused()
    {
        var customer = await Create("glass-reason");
        foreach (var reason in new[] { " ", "a\u0007b", new string('x', 201) })
        {
            platform.AsAdvisor("ada", null, reason, "security");
            Assert.Equal(ProblemCode.InvalidValue, await Refused(() => customer.Read()));
        }

        Assert.Empty(await Queue("glass-reason"));
    }

    private async Task<GlassReview[]> Queue(string id, bool isOpen = true)
    {
        platform.AsOfficer("olga"); // in this method's own flow
        return [.. (await platform.Client.GetGrain<IReviews>(0).List(new ReviewQuery(isOpen, 100, null))).Value!.Reviews.Where(r => r.CustomerId == id)];
    }

    /// <summary>Makes a customer; the calls that follow come from the front end that did.</summary>
    private Task<ICustomerProfile> Create(string id)
    {
        platform.AsFrontend();
        return Put(id);
    }

    private async Task<ICustomerProfile> Put(string id)
    {
        var customer = platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));
        Assert.True((await customer.Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
        return customer;
    }
}
