using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>The ledger once more, without economy: everything expressed is kept, and every question sorts all of it.</summary>
internal sealed class NaiveLedger
{
    public const string Offers = "personalised-offers";
    public const string Advice = "advice";
    public const string Sharing = "third-party-sharing";

    public static readonly string[] Purposes = [Offers, Advice, Sharing];

    private readonly List<(string Purpose, DateTimeOffset At, ConsentState State)> expressed = [];
    private bool hasSignal;

    public void Decide(string purpose, ConsentState state, DateTimeOffset now)
    {
        var last = Last(purpose);
        expressed.Add((purpose, last >= now ? last.Value.AddTicks(1) : now, state));
    }

    public bool Import(string purpose, ConsentState state, DateTimeOffset? at, DateTimeOffset now)
    {
        if (at > now || (Last(purpose) is { } last && (at is null || at <= last)))
        {
            return false;
        }

        expressed.Add((purpose, at ?? now, state));
        return true;
    }

    public void WithdrawAll(DateTimeOffset now) => Purposes.ToList().ForEach(purpose => Decide(purpose, ConsentState.Withdrawn, now));

    public void Signal(DateTimeOffset now)
    {
        if (!hasSignal)
        {
            Decide(Sharing, ConsentState.Withdrawn, now);
        }

        hasSignal = true;
    }

    public ConsentState StateAt(string purpose, DateTimeOffset at)
    {
        var sorted = expressed.Where(e => e.Purpose == purpose && e.At <= at).OrderBy(e => e.At).ToList();
        return sorted.Count == 0 ? ConsentState.Unknown
            : sorted[^1].State == ConsentState.Given && purpose == Offers && sorted[^1].At.AddDays(365) <= at ? ConsentState.Expired
            : sorted[^1].State;
    }

    public DateTimeOffset? Last(string purpose) => expressed.Where(e => e.Purpose == purpose).Max(e => (DateTimeOffset?)e.At);

    /// <summary>Every instant at which something was expressed, and the ones beside it.</summary>
    public IEnumerable<DateTimeOffset> Instants => expressed.SelectMany(e => (DateTimeOffset[])[e.At.AddTicks(-1), e.At, e.At.AddTicks(1), e.At.AddDays(365)]).Distinct();
}
