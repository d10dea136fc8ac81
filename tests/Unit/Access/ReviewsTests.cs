using System.Text;
using Grains.Access;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Tests.Unit.Due;

namespace Tests.Unit.Access;

/// <summary>The queue of broken glass: who may close a review, what that leaves, and its pages.</summary>
public sealed class ReviewsTests : IDisposable
{
    private const string Canary = "canary-51c0";
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Customer = new("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11");
    private readonly CustomerKey key = CustomerKey.Fresh();
    private readonly MemoryDueTable table = new();
    private readonly PlatformSeal seal;
    private readonly Reviews reviews;

    public ReviewsTests()
    {
        seal = new PlatformSeal(key, Serializer, Options.Create(new ClusterOptions { ServiceId = "service" }));
        reviews = new Reviews(table, seal);
    }

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task A_review_is_due_when_its_glass_ends_and_shows_nothing_in_the_store()
    {
        await reviews.Add(Customer, Note() with { BankId = Canary });
        await reviews.Add(Customer, Note());
        var item = table.Items[0];
        Assert.Equal(("review", Customer, Noon.AddHours(1)), (item.Kind, item.Customer, item.At));
        Assert.Equal("review", Reviews.Open);
        Assert.Equal(2, table.Items.Select(i => i.Id).Where(id => id != Guid.Empty).Distinct().Count());
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(item.Note!), StringComparison.Ordinal);
        Assert.Equal(Canary, seal.OpenNote<ReviewNote>(item.Note!).BankId);
    }

    [Fact]
    public async Task Anybody_but_who_broke_the_glass_may_close_a_review()
    {
        var id = await Added();
        Assert.Null(await reviews.Judge(Customer, id, "justified", "olga"));
        Assert.Equal(
            new Refusal(ProblemCode.Conflict, "Somebody else than who broke the glass must review it."), await reviews.Judge(Customer, id, "justified", "ada"));
    }

    [Fact]
    public async Task A_review_that_is_not_there_is_not_found()
    {
        var id = await Added();
        var expected = new Refusal(ProblemCode.NotFound, "Name a review of GET /v1/reviews.");
        Assert.Equal(expected, await reviews.Judge(Customer, Guid.NewGuid(), "justified", "olga"));
        Assert.Equal(expected, await reviews.Judge(Guid.NewGuid(), id, "justified", "olga"));
    }

    [Fact]
    public async Task What_has_no_note_is_no_review()
    {
        var id = Guid.NewGuid();
        await table.Set(new DueItem(Reviews.Open, Customer, Noon) { Id = id });
        Assert.Equal(ProblemCode.NotFound, (await reviews.Judge(Customer, id, "justified", "olga"))?.Code);
    }

    [Theory]
    [InlineData("justified", "olga", true)]
    [InlineData("unjustified", "olga", false)]
    [InlineData("justified", "otto", false)]
    [InlineData("unjustified", "otto", false)]
    [InlineData("justified", "ada", false)]
    public async Task Who_closed_a_review_may_say_the_same_again_and_nobody_anything_else(string outcome, string reviewer, bool mayClose)
    {
        var id = await Added();
        await reviews.Close(Customer, id, "justified", "olga", Noon.AddDays(1));
        var expected = mayClose ? null : new Refusal(ProblemCode.Conflict, "This review is closed already.");
        Assert.Equal(expected, await reviews.Judge(Customer, id, outcome, reviewer));
    }

    [Fact]
    public async Task Closing_keeps_the_review_with_what_was_found_and_ends_its_wait()
    {
        var id = await Added();
        await reviews.Close(Customer, id, "unjustified", "olga", Noon.AddDays(1));
        var item = Assert.Single(table.Items);
        Assert.Equal(("reviewed", Customer, id, Noon.AddHours(1)), (item.Kind, item.Customer, item.Id, item.At));
        var note = seal.OpenNote<ReviewNote>(item.Note!);
        Assert.Equal(("unjustified", "olga", Noon.AddDays(1)), (note.Outcome, note.ReviewedBy, note.ReviewedAt));
        Assert.Equal(("bank-7", "desk", "ada", "servicing", Noon), (note.BankId, note.Client, note.BrokenBy, note.Purpose, note.At));
    }

    [Fact]
    public async Task Closing_another_review_changes_nothing()
    {
        var id = await Added();
        await reviews.Close(Customer, Guid.NewGuid(), "justified", "olga", Noon);
        await reviews.Close(Guid.NewGuid(), id, "justified", "olga", Noon);
        Assert.Equal(["set review"], table.Writes);
        Assert.Equal(Reviews.Open, Assert.Single(table.Items).Kind);
    }

    [Fact]
    public async Task Closing_again_changes_nothing()
    {
        var id = await Added();
        await reviews.Close(Customer, id, "justified", "olga", Noon);
        await reviews.Close(Customer, id, "unjustified", "otto", Noon.AddDays(1));
        Assert.Equal("justified", seal.OpenNote<ReviewNote>(Assert.Single(table.Items).Note!).Outcome);
    }

    [Fact]
    public async Task A_close_that_was_cut_off_loses_nothing_and_is_ended_by_repeating_it()
    {
        var id = await Added();
        table.IsBroken = true;
        await Assert.ThrowsAsync<IOException>(async () => await reviews.Close(Customer, id, "justified", "olga", Noon));
        Assert.Equal(["review", "reviewed"], table.Items.Select(i => i.Kind));
        table.IsBroken = false;
        Assert.Null(await reviews.Judge(Customer, id, "justified", "olga"));
        Assert.Equal(ProblemCode.Conflict, (await reviews.Judge(Customer, id, "justified", "ada"))?.Code);
        await reviews.Close(Customer, id, "justified", "olga", Noon);
        Assert.Equal("reviewed", Assert.Single(table.Items).Kind);
        Assert.Equal(["set review", "set reviewed", "set reviewed", "remove review"], table.Writes);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_page_has_1_to_100_reviews(int limit, bool isTaken)
    {
        await Added();
        var page = await reviews.List(new ReviewQuery(true, limit, null));
        Assert.Equal(isTaken ? 1 : null, page.Value?.Count);
        Assert.Equal(isTaken ? null : new Fault("limit", "a whole number from 1 to 100"), page.Refusal?.Errors.Single());
        Assert.Equal(isTaken ? null : ProblemCode.InvalidValue, page.Refusal?.Code);
    }

    [Fact]
    public async Task A_page_after_what_is_no_cursor_is_refused()
    {
        var page = await reviews.List(new ReviewQuery(true, 10, "soon"));
        Assert.Null(page.Value);
        Assert.Equal(new Fault("after", "the next of the page before"), Assert.Single(page.Refusal!.Errors));
    }

    [Fact]
    public async Task An_open_review_is_shown_without_its_reason_which_comes_sealed_beside_it()
    {
        var id = await Added();
        var (customer, review, reason) = Assert.Single((await reviews.List(new ReviewQuery(true, 10, null))).Value!);
        Assert.Equal(Customer, customer);
        Assert.Equal([7, 8, 9], reason);
        Assert.Equal(Shown(id), review);
        Assert.Empty((await reviews.List(new ReviewQuery(false, 10, null))).Value!);
    }

    [Fact]
    public async Task A_closed_review_is_shown_with_what_was_found_and_does_not_wait_any_more()
    {
        var id = await Added();
        await reviews.Close(Customer, id, "justified", "olga", Noon.AddDays(1));
        var shown = Assert.Single((await reviews.List(new ReviewQuery(false, 10, null))).Value!).Review;
        Assert.Equal(Shown(id) with { Status = "closed", Outcome = "justified", ReviewedBy = "olga", ReviewedAt = Noon.AddDays(1) }, shown);
        Assert.Empty((await reviews.List(new ReviewQuery(true, 10, null))).Value!);
    }

    [Fact]
    public async Task The_pages_show_every_review_once_and_the_oldest_first()
    {
        foreach (var minute in new[] { 3, 1, 4, 1, 5, 2, 1 })
        {
            await reviews.Add(Guid.NewGuid(), Note() with { Until = Noon.AddMinutes(minute) });
        }

        var (shown, after) = (new List<GlassReview>(), (string?)null);
        do
        {
            var page = (await reviews.List(new ReviewQuery(true, 2, after))).Value!;
            Assert.InRange(page.Count, 0, 2);
            shown.AddRange(page.Select(one => one.Review));
            after = page.Count > 0 ? Reviews.CursorOf(page[^1].Review) : null;
        }
        while (after is not null);

        Assert.Equal(table.Items.Select(i => i.Id).Order(), shown.Select(r => ReviewId.Parse(r.Id)!.Value.Id).Order());
        Assert.Equal([1, 1, 1, 2, 3, 4, 5], shown.Select(r => (r.Until - Noon).TotalMinutes));
    }

    [Fact]
    public void A_cursor_names_a_review_by_its_end_and_its_own_id()
    {
        var id = Guid.NewGuid();
        Assert.Equal($"{Noon.AddHours(1).ToUnixTimeSeconds()}.{id:N}", Reviews.CursorOf(Shown(id)));
    }

    private async Task<Guid> Added()
    {
        await reviews.Add(Customer, Note());
        return table.Items[^1].Id;
    }

    private static ReviewNote Note() => new()
    {
        BankId = "bank-7", Client = "desk", BrokenBy = "ada", Purpose = "servicing", SealedReason = [7, 8, 9], At = Noon, Until = Noon.AddHours(1),
    };

    private static GlassReview Shown(Guid id) => new()
    {
        Id = $"{Customer:N}{id:N}", CustomerId = "bank-7", Client = "desk", BrokenBy = "ada", Purpose = "servicing", At = Noon, Until = Noon.AddHours(1), Status = "open",
    };
}
