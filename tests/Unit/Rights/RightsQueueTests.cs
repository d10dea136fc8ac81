using System.Text;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Grains.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Tests.Unit.Due;

namespace Tests.Unit.Rights;

/// <summary>The privacy office's queue: what is listed, in which order, by which pages, and what goes.</summary>
public sealed class RightsQueueTests : IDisposable
{
    private const string Canary = "canary-62d1";
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Customer = Guid.NewGuid();
    private readonly CustomerKey key = CustomerKey.Fresh();
    private readonly MemoryDueTable table = new();
    private readonly RightsQueue queue;

    public RightsQueueTests() => queue = new RightsQueue(table, new PlatformSeal(key, Serializer, Options.Create(new ClusterOptions { ServiceId = "service" })));

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task A_request_stands_under_its_status_at_its_deadline_and_shows_nothing_in_the_store()
    {
        var known = Case(RightsStatus.Open, 3);
        await queue.Add(Customer, Canary, known);
        var item = Assert.Single(table.Items);
        Assert.Equal(("right-open", Customer, Noon.AddDays(3), known.Id), (item.Kind, item.Customer, item.At, item.Id));
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(item.Note!), StringComparison.Ordinal);
        var told = Assert.Single((await List()).Requests);
        Assert.Equal((Canary, known.Id.ToString(), "open", Noon.AddDays(3)), (told.CustomerId, told.RequestId, told.Status, told.DueAt));
        Assert.Null(told.Processors);

        await queue.Add(Customer, Canary, Case(RightsStatus.Open, 3).Close(RightsStatus.Denied, null, Noon));
        Assert.Single(table.Items);
    }

    [Fact]
    public async Task It_comes_by_deadline_across_the_statuses_page_by_page()
    {
        foreach (var (status, days) in new[] { (RightsStatus.OnHold, 4), (RightsStatus.Open, 3), (RightsStatus.InProgress, 1), (RightsStatus.Open, 2), (RightsStatus.Open, 9) })
        {
            await queue.Add(Guid.NewGuid(), $"c-{days}", Case(status, days));
        }

        Assert.Equal("c-1 c-2 c-3 c-4 c-9", Told(await List()));
        Assert.Equal("c-2 c-3 c-9", Told(await List("open")));
        Assert.Equal("c-4", Told(await List("on-hold")));
        Assert.Equal("c-1 c-2", Told(await List(before: Noon.AddDays(3))));
        var first = await List(limit: 2);
        var second = await List(limit: 2, after: first.Next);
        var last = await List(limit: 2, after: second.Next);
        Assert.Equal(("c-1 c-2", "c-3 c-4", "c-9"), (Told(first), Told(second), Told(last)));
        Assert.Null(last.Next);
        Assert.Null((await List(limit: 100)).Next);
    }

    [Fact]
    public async Task Requests_of_one_instant_come_by_id_and_none_twice()
    {
        var cases = Enumerable.Range(0, 8).Select(_ => Case(RightsStatus.Open, 3)).ToList();
        foreach (var known in cases)
        {
            await queue.Add(Guid.NewGuid(), "c", known);
        }

        await queue.Add(Customer, "c", cases[0] with { Status = RightsStatus.InProgress }); // cut off between two statuses
        var told = (await List()).Requests.Select(request => request.RequestId).ToList();
        Assert.Equal(cases.Select(known => known.Id.ToString()).OrderBy(id => id.Replace("-", "", StringComparison.Ordinal), StringComparer.Ordinal), told);
    }

    [Fact]
    public async Task What_stands_for_no_request_or_for_another_status_goes_and_the_rest_stays()
    {
        var (open, moved, closed, orphan) = (Case(RightsStatus.Open, 1), Case(RightsStatus.Open, 2), Case(RightsStatus.Open, 3), Case(RightsStatus.OnHold, 4));
        foreach (var known in new[] { open, moved, closed, orphan })
        {
            await queue.Add(Customer, "c", known);
        }

        var other = Case(RightsStatus.Open, 5);
        await queue.Add(Guid.NewGuid(), "other", other);
        moved = moved with { Status = RightsStatus.InProgress };
        await queue.Add(Customer, "c", moved);

        await queue.Tidy(Customer, [open, moved, closed.Close(RightsStatus.Fulfilled, null, Noon)]);

        Assert.Equal(new[] { ("right-open", open.Id), ("right-in-progress", moved.Id), ("right-open", other.Id) }.Order(), table.Items.Select(i => (i.Kind, i.Id)).Order());
    }

    [Theory]
    [InlineData("open", 0, null, "limit")]
    [InlineData("open", 101, null, "limit")]
    [InlineData("fulfilled", 50, null, "status")]
    [InlineData(null, 50, "x", "after")]
    public async Task A_page_that_does_not_exist_is_refused(string? status, int limit, string? after, string pointer)
    {
        var refusal = (await queue.List(new RightsQuery(status, null, limit, after))).Refusal!;
        Assert.Equal((ProblemCode.InvalidValue, pointer), (refusal.Code, Assert.Single(refusal.Errors).Pointer));
    }

    [Fact]
    public async Task The_least_and_the_most_of_a_page_are_taken()
    {
        Assert.Null((await queue.List(new RightsQuery(null, null, 1, null))).Refusal);
        Assert.Null((await queue.List(new RightsQuery(null, null, 100, null))).Refusal);
    }

    private static RightsCase Case(RightsStatus status, int days) => new()
    {
        Id = Guid.NewGuid(), Right = "access", Regime = "gdpr", Status = status, ReceivedAt = Noon, DueAt = Noon.AddDays(days),
    };

    private async Task<RightsPage> List(string? status = null, DateTimeOffset? before = null, int limit = 50, string? after = null) =>
        (await queue.List(new RightsQuery(status, before, limit, after))).Value!;

    private static string Told(RightsPage page) => string.Join(' ', page.Requests.Select(request => request.CustomerId));
}
