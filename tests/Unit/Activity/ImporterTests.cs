using System.Collections.Concurrent;
using ApiHost.Activity;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Unit.Activity;

public sealed class ImporterTests
{
    private static readonly Refusal Expired = new(ProblemCode.TokenInvalid, "Get a fresh access token.");
    private readonly ConcurrentQueue<(long Line, Refusal Refusal)> errors = new();

    [Fact]
    public async Task Lines_of_a_customer_stay_in_order_while_customers_run_side_by_side()
    {
        var seen = new ConcurrentDictionary<string, List<string>>();
        var other = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counts = await Import(
            async line =>
            {
                if (line.CustomerId == "c-0")
                {
                    // The first customer waits for another one: in a single file this would never end.
                    await other.Task;
                }
                else
                {
                    other.TrySetResult();
                }

                seen.GetOrAdd(line.CustomerId, static _ => []).Add(((ConsentLine)line).Purpose);
                return new ImportOutcome { Consents = 1 };
            },
            [.. from purpose in Enumerable.Range(0, 20) from customer in Enumerable.Range(0, 50) select Consent($"c-{customer}", $"{purpose}")]);

        Assert.Equal(1000, counts.Consents);
        Assert.Equal(1000, counts.Line);
        Assert.Equal(50, seen.Count);
        Assert.All(seen.Values, purposes => Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), purposes));
    }

    [Fact]
    public async Task Bad_lines_are_reported_by_number_and_the_rest_goes_on()
    {
        var counts = await Import(
            line => line.CustomerId == "bad" ? Refusal.Invalid("/purpose", "no") : new ImportOutcome { Consents = 1 },
            [Consent("good", "a"), new Refusal(ProblemCode.MalformedRequest, "What?"), default, Consent("bad", "a"), Consent("good", "b")]);

        Assert.Equal((2, 2, 5), (counts.Consents, counts.Errors, counts.Line));
        Assert.Equal([(2, ProblemCode.MalformedRequest), (4, ProblemCode.InvalidValue)], errors.Select(e => (e.Line, e.Refusal.Code)).Order());
        Assert.Equal("/consent/purpose", errors.Single(e => e.Line == 4).Refusal.Errors[0].Pointer);
    }

    [Fact]
    public async Task What_the_calls_did_adds_up()
    {
        var counts = await Import(
            line => line switch
            {
                CustomerLine => new ImportOutcome { Customers = 1 },
                TransactionsLine => new ImportOutcome { Transactions = 2, Duplicates = 1, Rejected = [new("t-4", "too-old"), new(null, "invalid-value")] },
                _ => new ImportOutcome { Duplicates = 1 },
            },
            [new CustomerLine("a", new([])), Transactions("a", 5), Consent("a", "x"), new CustomerLine("b", new([])), Transactions("c", 5)]);

        Assert.Equal((2, 4, 3, 4, 0, 0), (counts.Customers, counts.Transactions, counts.Duplicates, counts.Rejected, counts.Consents, counts.Errors));
        Assert.Equal(["t-4", null, "t-4", null], counts.Rejections.Select(r => r.Id));
    }

    [Fact]
    public async Task Transactions_that_wait_in_a_row_travel_in_one_call_of_at_most_a_thousand()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sizes = new List<int>();
        using var importer = new Importer(
            async line =>
            {
                await first.Task;
                var batch = ((TransactionsLine)line).Batch.Transactions;
                sizes.Add(batch.Length);
                return new ImportOutcome { Transactions = batch.Length };
            },
            Report, NullLogger.Instance);
        await importer.Take(1, Transactions("a", 1), 0);
        for (var number = 2; number <= 12; number++)
        {
            await importer.Take(number, Transactions("a", 300), 100);
        }

        first.SetResult();
        await importer.Complete();
        Assert.Equal((3301, 12), (importer.Counts.Transactions, importer.Counts.Line));
        Assert.All(sizes, size => Assert.InRange(size, 1, 1000));
        Assert.True(sizes.Count <= 6, $"{sizes.Count} calls");
    }

    [Fact]
    public async Task A_failed_call_is_unavailable_and_the_customers_later_lines_wait_for_the_repeat_with_it()
    {
        var sent = new ConcurrentQueue<string>();
        var counts = await Import(
            line =>
            {
                sent.Enqueue(((ConsentLine)line).Purpose);
                return line.CustomerId == "a" ? throw new TimeoutException() : new ImportOutcome { Consents = 1 };
            },
            [Consent("a", "a-1"), Consent("a", "a-2"), Consent("b", "b-1")]);

        Assert.Equal(["a-1", "b-1"], sent.Order());
        Assert.Equal((1, 2, 3), (counts.Consents, counts.Errors, counts.Line));
        Assert.All(errors, e => Assert.Equal(ProblemCode.Unavailable, e.Refusal.Code));
    }

    [Fact]
    public async Task Where_the_token_ends_nothing_more_is_sent_and_the_last_durable_line_is_named()
    {
        var calls = 0;
        using var importer = new Importer(
            _ => Interlocked.Increment(ref calls) <= 3 ? ValueTask.FromResult(new ImportOutcome { Consents = 1 }) : throw new RefusedException(Expired),
            Report, NullLogger.Instance);
        for (var number = 1; number <= 10; number++)
        {
            await importer.Take(number, Consent("a", $"{number}"), 0);
        }

        await importer.Complete();
        Assert.True(importer.IsStopped);
        Assert.Equal(4, calls);
        Assert.Equal((3, 1), (importer.Counts.Consents, importer.Counts.Errors));
        var (line, refusal) = Assert.Single(errors);
        Assert.Equal((4, ProblemCode.TokenInvalid), (line, refusal.Code));
        Assert.Contains("after line 3:", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_its_way_is_bounded()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var importer = new Importer(
            async _ =>
            {
                await gate.Task;
                return new ImportOutcome { Consents = 1 };
            },
            Report, NullLogger.Instance);
        var taken = 0;
        Task taking;
        do
        {
            taking = importer.Take(++taken, Consent($"c-{taken}", "a"), 1 << 20).AsTask();
            Assert.True(taken <= 40, "more than 40 MiB on its way");
        }
        while (taking.IsCompleted);

        gate.SetResult();
        await taking;
        await importer.Complete();
    }

    private async Task<ImportCounts> Import(Func<ImportLine, ValueTask<ImportOutcome>> send, params Input<ImportLine>[] lines)
    {
        using var importer = new Importer(send, Report, NullLogger.Instance);
        for (var i = 0; i < lines.Length; i++)
        {
            await importer.Take(i + 1, lines[i], 0);
        }

        await importer.Complete();
        return importer.Counts;
    }

    private Task<ImportCounts> Import(Func<ImportLine, ImportOutcome> send, params Input<ImportLine>[] lines) =>
        Import(line => ValueTask.FromResult(send(line)), lines);

    private void Report(long line, Refusal refusal) => errors.Enqueue((line, refusal));

    private static Input<ImportLine> Consent(string customer, string purpose) => new ConsentLine(customer, purpose, new ConsentDecision());

    private static Input<ImportLine> Transactions(string customer, int count) =>
        new TransactionsLine(customer, new TransactionBatch([.. Enumerable.Range(0, count).Select(i => new TransactionDraft { Id = $"{i}" })]));
}
