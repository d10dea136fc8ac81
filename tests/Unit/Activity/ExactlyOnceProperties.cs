using CsCheck;
using Grains.Activity;
using Grains.Insights;
using Grains.Interfaces.Activity;

namespace Tests.Unit.Activity;

/// <summary>Any history of batches, repeats, removals, corrections and clock moves, beside the naive model.</summary>
public sealed class ExactlyOnceProperties
{
    private static readonly string?[] Counterparties = [null, "ALBERT", "ŽELEZNIČÁŘ 12", "acc-1"];

    private static readonly Gen<TransactionDraft> Few = Sent(200, Gen.Frequency((9, Gen.Int[-70, 3]), (1, Gen.Int[-600, 0])));
    private static readonly Gen<TransactionDraft> Many = Sent(2000, Gen.Int[-44, 3]);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Few.Array[1, 12].Select(drafts => new Step(drafts))),
        (2, Many.Array[200, 600].Select(drafts => new Step(drafts))),
        (2, Gen.Int[0, 200].Select(id => new Step([], Remove: $"t{id}"))),
        (2, Gen.Int[0, 200].Select(id => new Step([], Categorise: $"t{id}"))),
        (2, Gen.Int[0, 30].Select(days => new Step([], Days: days))),
        (1, Gen.Int[40, 80].Select(days => new Step([], Days: days))),
        (1, Gen.Const(new Step([], Days: -1))));

    /// <summary>Days of drafts count from the clock of the step.</summary>
    private sealed record Step(TransactionDraft[] Drafts, string? Remove = null, string? Categorise = null, int Days = 0);

    [Fact]
    public void Whatever_comes_in_whatever_order_is_folded_once_and_nothing_is_dropped_in_silence() =>
        Steps.Array[1, 25].Sample(steps => Run(steps), iter: 60, print: steps => string.Join(" | ", steps.Select(Describe)));

    private static Gen<TransactionDraft> Sent(int ids, Gen<int> days) =>
        Gen.Select(Gen.Int[0, ids], Gen.Int[0, 2], days, Gen.Int[0, 3], Gen.Int[-300, 300], Gen.Int[0, 9], Gen.Int[0, 3])
            .Select((id, account, day, hour, amount, kind, counterparty) => new TransactionDraft
            {
                Id = $"t{id}",
                AccountId = $"acc-{account}",
                BookedAt = $"{day}:{hour}",
                Amount = amount / 100m,
                Currency = kind == 0 ? "JPY" : "EUR",
                Mcc = kind == 1 ? "5411" : null,
                Counterparty = Counterparties[counterparty],
                BalanceAfter = kind < 5 ? amount * 7 : null,
            });

    private static bool Run(Step[] steps)
    {
        var (section, model, now) = (ActivitySection.Empty, new NaiveActivity(), Drafts.Now);
        foreach (var step in steps)
        {
            now = now.AddDays(step.Days);
            var floors = Floors(section);
            model.ForgetSilent(now);
            section = Apply(step, section, model, now);
            section = section.ForgetSilent(now);
            Agree(section, model, now);
            Assert.All(floors, before => Assert.True(Floors(section).GetValueOrDefault(before.Key) >= before.Value));
        }

        // Everything that was ever accepted, sent again in other batches: not one is folded again.
        foreach (var again in model.All.Select(t => AsDraft(t.View)).Reverse().Chunk(7))
        {
            var (next, outcome) = section.Record(new([.. again]), TestCatalogue.Small, now);
            Assert.Equal(0, outcome.Accepted);
            Assert.Same(section, next);
        }

        return true;
    }

    private static ActivitySection Apply(Step step, ActivitySection section, NaiveActivity model, DateTimeOffset now)
    {
        if (step.Remove is { } removed)
        {
            var reply = section.Remove(removed, now);
            Assert.Equal(model.Remove(removed), reply.Refusal is null);
            return reply.Value ?? section;
        }

        if (step.Categorise is { } corrected)
        {
            var reply = section.Categorise(corrected, new("groceries"), TestCatalogue.Small, now);
            Assert.Equal(model.Categorise(corrected, "groceries"), reply.Refusal is null);
            return reply.Value.Next ?? section;
        }

        var drafts = step.Drafts.Select(d => d with { BookedAt = BookedAt(d.BookedAt!, now) }).ToArray();
        var (next, outcome) = section.Record(new([.. drafts]), TestCatalogue.Small, now);
        var expected = drafts.Select(d => TransactionRules.Judge(d, TestCatalogue.Small, out var fault) is { } view ? model.Record(view, now) : fault!).ToArray();
        model.ForgetOutdated();
        Assert.Equal(expected.Count(r => r == "accepted"), outcome.Accepted);
        Assert.Equal(expected.Count(r => r == "duplicate"), outcome.Duplicates);
        Assert.Equal(expected.Where(r => r is not ("accepted" or "duplicate")), outcome.Rejected.Select(r => r.Reason));
        Assert.Equal(drafts.Length, outcome.Accepted + outcome.Duplicates + outcome.Rejected.Length);
        if (outcome.Accepted == 0 && section.ForgetSilent(now) == section)
        {
            Assert.Same(section, next);
        }

        return next;
    }

    private static void Agree(ActivitySection section, NaiveActivity model, DateTimeOffset now)
    {
        Same(model.Window(), section.Window(now));
        Same(model.Totals(), section.Totals());
        Assert.Equal(model.Accounts.ToDictionary(a => a.Key, a => a.Value.Floor), Floors(section));
        Assert.Equal(
            model.Raw.Any() ? model.Raw.Min(t => model.Accounts[t.View.AccountId].ReceivedAt) + (45 * 86_400) : null, section.NextSilence?.ToUnixTimeSeconds());
        Agree(section.Track(), model);
        AgreeOnPayments(section, model);
    }

    /// <summary>What is kept for the streams was paid, and not more of it: what had to go does not come back.</summary>
    private static void AgreeOnPayments(ActivitySection section, NaiveActivity model)
    {
        var (accounts, names) = (new AccountTable(section.Accounts, new()).ToIds(), new TextTable(section.Names).ToTexts());
        foreach (var held in new StreamTable(section.Streams, new()).ToHistories())
        {
            var paid = model.All.Where(t => t.View.Counterparty == held.Key.Counterparty && t.View.AccountId == accounts[held.Key.Account]
                && t.View.Currency == names[held.Key.Currency] && t.View.Amount > 0 == held.Key.IsInflow).Select(t => new Occurrence(t.Day, t.View.Amount)).ToList();
            Assert.True(held.Kept.Count + held.Earlier.Sum(e => e.Count) <= paid.Count);
            Assert.All(held.Kept, payment => Assert.True(paid.Remove(payment)));
        }
    }

    private static void Agree(IReadOnlyList<(string Account, string Currency, int Day, decimal Amount)> track, NaiveActivity model)
    {
        var known = model.Balances();
        Same(track.Select(b => known.GetValueOrDefault((b.Account, b.Currency, b.Day), decimal.MaxValue)), track.Select(b => b.Amount));
        foreach (var of in known.GroupBy(b => (b.Key.Account, b.Key.Currency)))
        {
            var ours = track.Where(b => (b.Account, b.Currency) == of.Key).Select(b => b.Day).ToList();
            var from = model.Accounts[of.Key.Account].NewestBalance[of.Key.Currency] - 89;
            Assert.Equal(of.Max(b => b.Key.Day), ours[0]);
            Assert.Equal(ours.OrderDescending().Distinct(), ours);
            Assert.Equal(of.Select(b => b.Key.Day).Where(day => day >= from).OrderDescending(), ours.Where(day => day >= from));
            Assert.True(ours.Count(day => day < ours[0] - 89) <= 1);
        }
    }

    /// <summary>The assertion explains a difference, but takes its time where there is none.</summary>
    private static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            Assert.Equal(expected, actual);
        }
    }

    private static Dictionary<string, int> Floors(ActivitySection section) =>
        new AccountTable(section.Accounts, new()).ToAccounts().Where(a => a.Id.Length > 0).ToDictionary(a => a.Id, a => a.Floor);

    private static string BookedAt(string dayAndHour, DateTimeOffset now)
    {
        var parts = dayAndHour.Split(':');
        return $"{now.UtcDateTime.Date.AddDays(int.Parse(parts[0])).AddHours(int.Parse(parts[1]) * 6):yyyy-MM-ddTHH:mm:ss}Z";
    }

    private static TransactionDraft AsDraft(TransactionView view) => new()
    {
        Id = view.Id, AccountId = view.AccountId, BookedAt = $"{view.BookedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}Z", Amount = view.Amount,
        Currency = view.Currency, Mcc = view.Mcc, Counterparty = view.Counterparty, BalanceAfter = view.BalanceAfter,
    };

    private static string Describe(Step step) =>
        step.Remove is { } r ? $"remove {r}" : step.Categorise is { } c ? $"categorise {c}" : step.Days != 0 ? $"{step.Days} days"
        : string.Join(", ", step.Drafts.Take(40).Select(d => $"{d.Id} {d.AccountId} {d.BookedAt} {d.Amount} {d.Currency} {d.BalanceAfter}"));
}
