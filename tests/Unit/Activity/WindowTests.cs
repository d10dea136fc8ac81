using Grains.Activity;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

public sealed class WindowTests
{
    [Fact]
    public void An_id_in_the_window_is_a_duplicate_even_with_another_content_account_or_day()
    {
        var section = ActivitySection.Empty.Recorded(Draft("t1", "2026-06-10"), Draft("t2", "2026-04-01"));
        Assert.Equal("t1", section.Ids());
        var (next, outcome) = section.Record(
            Draft("t1", "2026-06-10"), Draft("t1", "2026-06-12", 99), Draft("t1", "2026-01-01"), Draft("t1", "2027-01-01"), Draft("t1", account: "B"));
        Assert.Equal((0, 5, 0), (outcome.Accepted, outcome.Duplicates, outcome.Rejected.Length));
        Assert.Same(section, next);
    }

    [Fact]
    public void The_second_of_two_ids_in_a_batch_is_a_duplicate()
    {
        var outcome = ActivitySection.Empty.Record(Draft("t1", "2020-01-01"), Draft("t2"), Draft("t1", "2020-01-01")).Outcome;
        Assert.Equal((2, 1), (outcome.Accepted, outcome.Duplicates));
    }

    [Fact]
    public void The_window_is_45_days_with_the_newest_booking_day()
    {
        var section = ActivitySection.Empty.Recorded(Draft("newest", "2026-06-15"), Draft("stays", "2026-05-02"), Draft("goes", "2026-05-01"));
        Assert.Equal("newest stays", section.Ids());
        Assert.Equal("too-old", Draft("goes", "2026-05-01").Reason(section));
        Assert.Equal("too-old", Draft("never seen", "2026-05-01T23:59:59Z").Reason(section));
        Assert.Null(Draft("never seen", "2026-05-02T00:00:00Z").Reason(section));
    }

    [Fact]
    public void The_window_counts_from_each_accounts_own_newest_booking()
    {
        var section = ActivitySection.Empty.Recorded(Draft("old", "2020-01-01", account: "A"), Draft("new", "2026-06-15", account: "B"));
        Assert.Equal("new old", section.Ids());
    }

    [Fact]
    public void A_batch_from_the_newest_to_the_oldest_is_folded_whole()
    {
        var history = Enumerable.Range(0, 400).Select(i => Draft($"t{i}", $"{Now.AddDays(-i):yyyy-MM-dd}")).ToArray();
        var outcome = ActivitySection.Empty.Record(history).Outcome;
        Assert.Equal(400, outcome.Accepted);
    }

    [Fact]
    public void Of_more_than_512_the_oldest_days_go_whole()
    {
        var many = Enumerable.Range(0, 600).Select(i => Draft($"t{i}", $"{Now.AddDays(-(i / 20)):yyyy-MM-dd}")).ToArray();
        var section = ActivitySection.Empty.Recorded(many);
        Assert.Equal(500, section.Window().Count);
        Assert.Equal("too-old", many[^1].Reason(section));
        Assert.Equal(600, section.Totals().Sum(t => t.Count));
    }

    [Fact]
    public void The_newest_day_of_an_account_stays_whatever_its_number()
    {
        var quiet = Draft("quiet", "2026-06-01", account: "B");
        var busy = Enumerable.Range(0, 700).Select(i => Draft($"t{i}", "2026-06-14")).ToArray();
        var section = ActivitySection.Empty.Recorded([quiet, .. busy]);
        Assert.Equal(701, section.Window().Count);
        section = section.Recorded(Draft("next day", "2026-06-15"));
        Assert.Equal("next day quiet", section.Ids());
        Assert.Equal("too-old", busy[0].Reason(section));
    }

    [Fact]
    public void Forty_five_days_after_an_account_received_its_last_the_rest_goes()
    {
        var section = ActivitySection.Empty.Recorded(Draft("a"));
        section = section.Record(new([Draft("b", account: "B")]), TestCatalogue.Small, Now.AddDays(1)).Next;
        Assert.Equal(Now.AddDays(45), section.NextSilence);
        Assert.Same(section, section.ForgetSilent(Now.AddDays(45).AddSeconds(-1)));

        Assert.Equal(["b"], section.Window(Now.AddDays(45)).Select(t => t.Id));
        Assert.Equal(ProblemCode.Conflict, section.Remove("a", Now.AddDays(45)).Refusal?.Code);
        var next = section.ForgetSilent(Now.AddDays(45));
        Assert.Equal("b", next.Ids());
        Assert.Equal(Now.AddDays(46), next.NextSilence);
        Assert.Equal(2, next.Totals().Sum(t => t.Count));
        Assert.Equal("too-old", Draft("a").Reason(next));
        Assert.Null(next.ForgetSilent(Now.AddDays(46)).NextSilence);
    }

    [Fact]
    public void A_duplicate_does_not_break_the_silence_and_a_clock_that_went_back_does_not_shorten_it()
    {
        var section = ActivitySection.Empty.Recorded(Draft("a"));
        Assert.Same(section, section.Record(new([Draft("a")]), TestCatalogue.Small, Now.AddDays(30)).Next);
        var next = section.Record(new([Draft("b", "2026-06-01")]), TestCatalogue.Small, Now.AddDays(-10)).Next;
        Assert.Equal(Now.AddDays(45), next.NextSilence);
    }

    [Fact]
    public void Pages_come_newest_first_and_meet_nothing_twice()
    {
        var section = ActivitySection.Empty.Recorded([.. Enumerable.Range(0, 25).Select(i => Draft($"t{i:00}", $"2026-06-{1 + (i % 5):00}"))]);
        var (seen, before) = (new List<string>(), default(string));
        do
        {
            var page = section.Read(new(4, before), Now).Value!;
            Assert.InRange(page.Transactions.Length, 1, 4);
            seen.AddRange(page.Transactions.Select(t => t.Id));
            before = page.Next;
        }
        while (before is not null);
        Assert.Equal(25, seen.Count);
        Assert.Equal(string.Join(' ', seen), section.Ids());
        Assert.Equal(["t24", "t19", "t14", "t09", "t04", "t23"], seen.Take(6));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(501, null)]
    [InlineData(10, "")]
    [InlineData(10, "not a cursor!")]
    [InlineData(10, "AAAAAAAAAAA")]
    [InlineData(10, "__________9h")]
    [InlineData(10, "CN56mPtFQAD_")]
    public void A_limit_or_cursor_that_is_none_is_an_invalid_value(int limit, string? before) =>
        Assert.Equal(ProblemCode.InvalidValue, ActivitySection.Empty.Read(new(limit, before), Now).Refusal?.Code);

    [Fact]
    public void A_cursor_whose_transaction_is_gone_still_knows_its_place()
    {
        var section = ActivitySection.Empty.Recorded(Draft("a", "2026-06-10"), Draft("b", "2026-06-11"), Draft("c", "2026-06-12"));
        var page = section.Read(new(2), Now).Value!;
        var rest = section.Remove("b", Now).Value!.Read(new(2, page.Next), Now).Value!;
        Assert.Equal("a", Assert.Single(rest.Transactions).Id);
        Assert.Null(rest.Next);
    }

    [Fact]
    public void An_account_more_than_are_kept_is_refused_item_by_item()
    {
        TransactionDraft On(int account, string day = "2026-06-15") => Draft($"{account} {day}", day, account: $"A{account}");
        var (section, outcome) = ActivitySection.Empty.Record([.. Enumerable.Range(0, 70).Select(i => On(i))]);

        Assert.Equal((64, "invalid-value", "64 2026-06-15"), (outcome.Accepted, outcome.Rejected[0].Reason, outcome.Rejected[0].Id));
        Assert.Equal(6, outcome.Rejected.Length);
        Assert.Null(On(63, "2026-06-14").Reason(section));
        Assert.Equal("invalid-value", On(64).Reason(section));
        Assert.Equal("duplicate", On(63).Reason(section));
    }
}
