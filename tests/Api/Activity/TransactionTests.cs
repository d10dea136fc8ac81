using System.Text.Json;

namespace Tests.Api.Activity;

/// <summary>Folding transactions once each, reading them back, correcting and taking back.</summary>
[Collection(nameof(Platform))]
public sealed class TransactionTests(Platform platform)
{
    [Fact]
    public async Task What_was_sent_comes_back_whole_and_blank_is_absent()
    {
        var id = await platform.NewCustomer();
        (string, object?)[] all = [("kind", "card"), ("counterparty", "Corner Shop"), ("description", "milk"), ("mcc", "5411"), ("balanceAfter", 987.5)];
        (string, object?)[] blank = [("kind", ""), ("counterparty", " "), ("description", null), ("mcc", ""), ("balanceAfter", null)];

        Assert.Equal("2 accepted, 0 duplicates", (await platform.Post(id, Transactions.Of("t-1", 1, -12.5m, all), Transactions.Of("t-2", 2, 10, blank))).Outcome());

        var page = (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok();
        Assert.Equal("transactions", page.Members());
        var items = page.Items("transactions");
        Assert.Equal("id accountId bookedAt amount currency kind counterparty description mcc balanceAfter category", items[0].Members());
        Assert.Equal("id accountId bookedAt amount currency category", items[1].Members());
        Assert.Equal((-12.5m, "groceries", 987.5m), (items[0].GetProperty("amount").GetDecimal(), items[0].Text("category"), items[0].GetProperty("balanceAfter").GetDecimal()));
        Assert.Equal("income", items[1].Text("category"));
        Assert.All(items, item => Assert.True(item.GetProperty("bookedAt").IsInstant()));
    }

    [Fact]
    public async Task Each_is_folded_once_however_often_it_comes()
    {
        var id = await platform.NewCustomer();
        var sent = Transactions.Of("t-1");

        Assert.Equal("1 accepted, 1 duplicates", (await platform.Post(id, sent, sent)).Outcome());
        Assert.Equal("0 accepted, 1 duplicates", (await platform.Post(id, Transactions.Of("t-1", 3, 99))).Outcome());

        var held = (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions").Single();
        Assert.Equal(-12.5m, held.GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task Many_at_once_are_each_folded_once()
    {
        var id = await platform.NewCustomer();
        var sent = Enumerable.Range(0, 20).Select(i => Transactions.Of($"t-{i}", 1 + (i / 100.0))).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => platform.Post(id, sent)));

        Assert.Equal(20, answers.Sum(answer => answer.Ok().GetProperty("accepted").GetInt32()));
        Assert.Equal(20, (await platform.Advisor.Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions").Length);
    }

    [Fact]
    public async Task Too_old_and_in_future_are_rejected_one_by_one()
    {
        var id = await platform.NewCustomer();
        (await platform.Post(id, Transactions.Of("old", 60), Transactions.Of("new", 1))).Ok();

        var answer = await platform.Post(id, Transactions.Of("older", 61), Transactions.Of("t-2"), Transactions.Of("ahead", -3), Transactions.Of("tomorrow", -1));

        Assert.Equal("2 accepted, 0 duplicates, older too-old, ahead in-future", answer.Outcome());
    }

    [Theory]
    [InlineData("amount", "0", "invalid-value")]
    [InlineData("amount", "1000000000000.01", "invalid-value")]
    [InlineData("amount", "1e400", "invalid-value")]
    [InlineData("amount", "\"12\"", "invalid-value")]
    [InlineData("amount", "null", "invalid-value")]
    [InlineData("amount", "1.00001", "invalid-value")]
    [InlineData("amount", "0.1000000000000000000000000000000000000000001", "invalid-value")]
    [InlineData("balanceAfter", "1e400", "invalid-value")]
    [InlineData("balanceAfter", "true", "invalid-value")]
    [InlineData("currency", "\"DOGE\"", "unknown-currency")]
    [InlineData("currency", "\"eur\"", "unknown-currency")]
    [InlineData("currency", "\"\"", "invalid-value")]
    [InlineData("bookedAt", "\"0001-01-01T00:00:00Z\"", "invalid-value")]
    [InlineData("bookedAt", "\"1969-12-31T23:59:59Z\"", "invalid-value")]
    [InlineData("bookedAt", "\"9999-12-31T23:59:59Z\"", "in-future")]
    [InlineData("bookedAt", "\"2026-02-30T00:00:00Z\"", "invalid-value")]
    [InlineData("bookedAt", "\"2026-01-31\"", "invalid-value")]
    [InlineData("bookedAt", "\"2026-01-31T08:00:00\"", "invalid-value")]
    [InlineData("bookedAt", "1769846400", "invalid-value")]
    [InlineData("accountId", "\"\"", "invalid-value")]
    [InlineData("accountId", "\"a\\u0000\"", "invalid-value")]
    [InlineData("mcc", "\"54x1\"", "invalid-value")]
    [InlineData("mcc", "5411", "invalid-value")]
    [InlineData("kind", "\"\\ud800\"", "invalid-value")]
    [InlineData("counterparty", "\"a\\u0007b\"", "invalid-value")]
    [InlineData("description", "\"a\\u0085b\"", "invalid-value")]
    public async Task A_wrong_value_rejects_that_item_only(string member, string json, string reason)
    {
        var id = await platform.NewCustomer();
        var wrong = Transactions.Of("wrong", 1, -1, (member, "it"));
        var body = JsonSerializer.Serialize(new { transactions = new[] { Transactions.Of("t-1"), wrong, Transactions.Of("t-2") } });

        var answer = await platform.Frontend.Post($"/v1/customers/{id}/transactions", body.Replace("\"it\"", json, StringComparison.Ordinal));

        Assert.Equal($"2 accepted, 0 duplicates, wrong {reason}", answer.Outcome());
        Assert.Equal(2, (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions").Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"transactions":{}}""")]
    [InlineData("""{"transactions":[7]}""")]
    [InlineData("""{"transactions":[{"id":["t-1"]}]}""")]
    [InlineData("""{"transactions":[{"id":"t-1","amount":{}}]}""")]
    [InlineData("""{"transactions":[{"id":"t-1","id":"t-2"}]}""")]
    [InlineData("""{"transactions":[{"id":"t-1","amount":NaN}]}""")]
    public async Task A_wrong_shape_refuses_the_whole_call(string body)
    {
        var id = await platform.NewCustomer();
        var good = JsonSerializer.Serialize(Transactions.Of("good"));
        var sent = body.Replace("[{", $"[{good},{{", StringComparison.Ordinal);

        (await platform.Frontend.Post($"/v1/customers/{id}/transactions", sent)).Problem(400, "malformed-request");

        Assert.Empty((await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions"));
    }

    [Fact]
    public async Task A_thousand_are_taken_and_one_more_is_too_large()
    {
        var id = await platform.NewCustomer();
        var many = Enumerable.Range(0, 1001).Select(i => Transactions.Of($"t-{i}", 1 + (i / 10000.0))).ToArray();

        (await platform.Post(id, many)).Problem(413, "too-large");
        Assert.Empty((await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions"));
        Assert.Equal("1000 accepted, 0 duplicates", (await platform.Post(id, many[..1000])).Outcome());
        Assert.Equal("0 accepted, 0 duplicates", (await platform.Post(id)).Outcome());
        (await platform.Frontend.Post($"/v1/customers/{id}/transactions", new { })).Problem(422, "invalid-value");
    }

    [Fact]
    public async Task Duplicate_ids_of_two_accounts_are_one_transaction()
    {
        var id = await platform.NewCustomer();

        Assert.Equal("1 accepted, 1 duplicates", (await platform.Post(id, Transactions.Of("t-1"), Transactions.Of("t-1", 1, -1, ("accountId", "a-2")))).Outcome());
    }

    [Fact]
    public async Task The_core_bank_takes_one_back_while_it_is_in_the_window()
    {
        var id = await platform.NewCustomer();
        (await platform.Post(id, Transactions.Of("t-1"), Transactions.Of("t-2"))).Ok();

        Assert.Equal(204, (await platform.Frontend.Delete($"/v1/customers/{id}/transactions/t-1")).Status);
        (await platform.Frontend.Delete($"/v1/customers/{id}/transactions/t-1")).Problem(409, "conflict");
        (await platform.Customer(id).Delete($"/v1/customers/{id}/transactions/t-2")).Problem(403, "role-not-allowed");

        Assert.Equal("t-2", (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions").Single().Text("id"));
        Assert.Equal("1 accepted, 0 duplicates", (await platform.Post(id, Transactions.Of("t-1"))).Outcome());
    }

    [Fact]
    public async Task A_corrected_category_is_remembered_for_the_counterparty()
    {
        var id = await platform.NewCustomer();
        var shop = ("counterparty", (object?)"Corner Shop");
        (await platform.Post(id, Transactions.Of("t-1", 2, -5, shop))).Ok();

        var corrected = (await platform.Customer(id).Patch($"/v1/customers/{id}/transactions/t-1", new { category = "pets" })).Ok();
        (await platform.Post(id, Transactions.Of("t-2", 1, -5, shop), Transactions.Of("t-3", 3, -5))).Ok();

        Assert.Equal(("t-1", "pets"), (corrected.Text("id"), corrected.Text("category")));
        var held = (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions");
        Assert.Equal(["t-2 pets", "t-1 pets", "t-3 uncategorised"], held.Select(t => $"{t.Text("id")} {t.Text("category")}"));
        (await platform.Frontend.Patch($"/v1/customers/{id}/transactions/t-1", new { category = "pets" })).Problem(403, "role-not-allowed");
    }

    [Theory]
    [InlineData("""{"category":"unicorns"}""", 422, "invalid-value")]
    [InlineData("""{"category":7}""", 422, "invalid-value")]
    [InlineData("""{"category":null}""", 422, "invalid-value")]
    [InlineData("""{}""", 422, "invalid-value")]
    [InlineData("""{"category":["pets"]}""", 400, "malformed-request")]
    [InlineData("""[]""", 400, "malformed-request")]
    public async Task A_category_is_one_of_the_catalogue(string body, int status, string code)
    {
        var id = await platform.NewCustomer();
        (await platform.Post(id, Transactions.Of("t-1"))).Ok();

        (await platform.Customer(id).Patch($"/v1/customers/{id}/transactions/t-1", body)).Problem(status, code);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a b+c&d=e?f#g;h")]
    [InlineData("Zoë 𝕁")]
    [InlineData("%")]
    public async Task Any_text_is_an_id_and_its_address_names_it(string transaction)
    {
        var id = await platform.NewCustomer();
        (await platform.Post(id, Transactions.Of(transaction), Transactions.Of("other"))).Ok();
        var path = $"/v1/customers/{id}/transactions/{Uri.EscapeDataString(transaction)}";

        Assert.Equal(transaction, (await platform.Customer(id).Patch(path, new { category = "pets" })).Ok().Text("id"));
        Assert.Equal(204, (await platform.Frontend.Delete(path)).Status);
        Assert.Equal("other", (await platform.Customer(id).Get($"/v1/customers/{id}/transactions")).Ok().Items("transactions").Single().Text("id"));
    }
}
