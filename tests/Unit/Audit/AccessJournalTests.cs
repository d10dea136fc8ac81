using System.Collections.Frozen;
using CsCheck;
using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Profile;

namespace Tests.Unit.Audit;

public sealed class AccessJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly MethodPolicy Read = MethodPolicy.Of(typeof(ICustomerProfile).GetMethod(nameof(ICustomerProfile.Read))!);
    private static readonly MethodPolicy Patch = MethodPolicy.Of(typeof(ICustomerProfile).GetMethod(nameof(ICustomerProfile.Patch))!);

    [Fact]
    public void Equal_accesses_of_a_minute_are_one_window_and_one_closing_entry()
    {
        var journal = new AccessJournal();
        Assert.Null(journal.TakeRepeat(Kind(), Noon));
        journal.Open(Kind(), Entry(Noon));
        Assert.NotNull(journal.TakeRepeat(Kind(), Noon.AddSeconds(10)));
        Assert.NotNull(journal.TakeRepeat(Kind(), Noon.AddSeconds(59.9)));
        Assert.Null(journal.TakeRepeat(Kind(), Noon.AddSeconds(60)));
        Assert.Empty(journal.Ended(Noon.AddSeconds(59.9)));
        var closing = Assert.Single(journal.Ended(Noon.AddSeconds(60))).Closing;
        Assert.Equal((AuditKind.Repeats, 2, Noon.AddSeconds(59.9), "profile.read"), (closing.Kind, closing.Count, closing.At, closing.Operation));
    }

    [Fact]
    public void An_access_without_repeats_leaves_nothing_to_close()
    {
        var journal = new AccessJournal();
        journal.Open(Kind(), Entry(Noon));
        Assert.Empty(journal.Ended(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_window_keeps_its_closing_id_until_it_is_forgotten()
    {
        var journal = new AccessJournal();
        journal.Open(Kind(), Entry(Noon));
        var window = journal.TakeRepeat(Kind(), Noon)!;
        Assert.Equal(window.Closing.Id, Assert.Single(journal.Ended(DateTimeOffset.MaxValue)).Closing.Id);
        Assert.NotEqual(Guid.Empty, window.Closing.Id);
        journal.Forget(window);
        Assert.Empty(journal.Counted);
        Assert.Null(journal.TakeRepeat(Kind(), Noon));
    }

    public static TheoryData<string> Differences => ["client", "subject", "role", "purpose", "method", "outcome", "consents", "case", "glass"];

    [Theory, MemberData(nameof(Differences))]
    public void Accesses_that_differ_are_no_repeats(string difference)
    {
        var journal = new AccessJournal();
        journal.Open(Kind(), Entry(Noon));
        Assert.Null(journal.TakeRepeat(Kind(difference), Noon));
        Assert.NotNull(journal.TakeRepeat(Kind(), Noon));
    }

    [Fact]
    public void A_renewed_token_of_the_same_person_counts_on()
    {
        var journal = new AccessJournal();
        journal.Open(Kind(), Entry(Noon));
        var renewed = Kind() with { Token = Token() with { ExpiresAt = Noon.AddHours(2) } };
        Assert.NotNull(journal.TakeRepeat(renewed, Noon.AddSeconds(1)));
    }

    [Fact]
    public void Too_many_open_windows_end_the_oldest_and_lose_no_number()
    {
        var journal = new AccessJournal();
        journal.Open(Kind("0"), Entry(Noon));
        Assert.NotNull(journal.TakeRepeat(Kind("0"), Noon));
        for (var i = 1; i <= AccessJournal.Capacity; i++)
        {
            journal.Open(Kind(i.ToString()), Entry(Noon));
        }

        Assert.Null(journal.TakeRepeat(Kind("0"), Noon));
        Assert.NotNull(journal.TakeRepeat(Kind("1"), Noon));
        Assert.Equal(1, Assert.Single(journal.Ended(Noon)).Closing.Count);
    }

    [Fact]
    public void Windows_that_ended_without_repeats_make_room()
    {
        var journal = new AccessJournal();
        for (var i = 0; i < AccessJournal.Capacity; i++)
        {
            journal.Open(Kind(i.ToString()), Entry(Noon));
        }

        journal.Open(Kind("new"), Entry(Noon.AddMinutes(2)));
        journal.Open(Kind("newer"), Entry(Noon.AddMinutes(2)));
        Assert.NotNull(journal.TakeRepeat(Kind("new"), Noon.AddMinutes(2)));
    }

    [Fact]
    public void Whatever_comes_every_access_is_in_exactly_one_entry() => Gen.Int[0, 4].Select(Gen.Int[0, 40]).Array[1, 60].Sample(steps =>
    {
        var (journal, now, recorded) = (new AccessJournal(), Noon, 0L);
        foreach (var (who, seconds) in steps)
        {
            now = now.AddSeconds(seconds);
            if (journal.TakeRepeat(Kind(who.ToString()), now) is null)
            {
                journal.Open(Kind(who.ToString()), Entry(now));
                recorded++;
            }

            foreach (var window in journal.Ended(now))
            {
                recorded += window.Closing.Count;
                journal.Forget(window);
            }
        }

        Assert.Equal(steps.Length, recorded + journal.Ended(DateTimeOffset.MaxValue).Sum(w => w.Closing.Count));
    });

    private static VerifiedToken Token() => new() { Role = Role.Frontend, Subject = "app", ClientId = "app", Purposes = FrozenSet<string>.Empty, ExpiresAt = Noon.AddHours(1) };

    /// <summary>An access, but for one thing: a known difference, or a client of that name.</summary>
    private static AccessKind Kind(string? difference = null)
    {
        var token = difference switch
        {
            null or "purpose" or "method" or "outcome" or "consents" or "case" or "glass" => Token(),
            "subject" => Token() with { Subject = "other" },
            "role" => Token() with { Role = Role.Advisor },
            _ => Token() with { ClientId = difference },
        };
        var caller = new Caller
        {
            Token = token,
            Method = difference == "method" ? Patch : Read,
            Purpose = difference == "purpose" ? "security" : "servicing",
            Stated = new Statement("servicing", difference == "case" ? "7" : null, difference == "glass" ? "fire" : null),
        };
        return AccessKind.Of(caller, difference == "outcome" ? ProblemCode.ConsentRequired : null, difference == "consents" ? 1 : 0);
    }

    private static AuditEntry Entry(DateTimeOffset at) => new()
    {
        Id = Guid.NewGuid(), At = at, Kind = AuditKind.Access, Operation = "profile.read", Outcome = "allowed",
    };
}
