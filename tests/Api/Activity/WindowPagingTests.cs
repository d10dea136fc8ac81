namespace Tests.Api.Activity;

/// <summary>Reading the window page by page.</summary>
[Collection(nameof(Platform))]
public sealed class WindowPagingTests(Platform platform)
{
    [Fact]
    public async Task Pages_follow_each_other_newest_first_and_end()
    {
        var id = await platform.NewCustomer();
        var same = Transactions.Ago(3);
        var sent = Enumerable.Range(0, 25).Select(i => Transactions.Of($"t-{i:00}", 1 + (i / 7))).ToArray();
        foreach (var transaction in sent[10..15])
        {
            transaction["bookedAt"] = same;
        }

        (await platform.Post(id, sent)).Ok();

        var (ids, pages, before) = (new List<string>(), 0, string.Empty);
        for (; before is not null; pages++)
        {
            var page = (await platform.Customer(id).Get($"/v1/customers/{id}/transactions?limit=4{before}")).Ok();
            ids.AddRange(page.Items("transactions").Select(t => t.Text("id")!));
            before = page.TryGetProperty("next", out var next) ? $"&before={Uri.EscapeDataString(next.GetString()!)}" : null;
        }

        var expected = sent.OrderByDescending(t => (string)t["bookedAt"]!, StringComparer.Ordinal).ThenByDescending(t => (string)t["id"]!, StringComparer.Ordinal);
        Assert.Equal(expected.Select(t => (string)t["id"]!), ids);
        Assert.Equal(7, pages);
    }

    [Fact]
    public async Task A_page_stands_still_while_newer_ones_come()
    {
        var id = await platform.NewCustomer();
        (await platform.Post(id, Transactions.Of("t-3", 3), Transactions.Of("t-4", 4), Transactions.Of("t-5", 5))).Ok();
        var first = (await platform.Customer(id).Get($"/v1/customers/{id}/transactions?limit=2")).Ok();
        (await platform.Post(id, Transactions.Of("t-1", 1))).Ok();

        var second = (await platform.Customer(id).Get($"/v1/customers/{id}/transactions?limit=2&before={first.Text("next")}")).Ok();

        Assert.Equal("t-5", second.Items("transactions").Single().Text("id"));
    }

    [Fact]
    public async Task A_hundred_come_where_nothing_is_said_and_five_hundred_at_most()
    {
        var id = await platform.NewCustomer();
        (await platform.Post(id, [.. Enumerable.Range(0, 505).Select(i => Transactions.Of($"t-{i}", 1 + (i / 1000.0)))])).Ok();

        Assert.Equal(100, (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions").Length);
        Assert.Equal(500, (await platform.Customer(id).Get($"/v1/customers/{id}/transactions?limit=500")).Ok().Items("transactions").Length);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1e2", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("before=", "before")]
    [InlineData("before=x", "before")]
    [InlineData("before=AAAA%00", "before")]
    [InlineData("before=__________8", "before")]
    public async Task A_parameter_of_the_wrong_type_or_range_is_refused_by_its_name(string query, string name)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/transactions?{query}");

        answer.Problem(422, "invalid-value");
        Assert.Equal(name, answer.Pointers);
    }

    [Fact]
    public async Task An_unknown_parameter_is_ignored()
    {
        var id = await platform.NewCustomer();

        (await platform.Customer(id).Get($"/v1/customers/{id}/transactions?colour=blue")).Ok();
    }
}
