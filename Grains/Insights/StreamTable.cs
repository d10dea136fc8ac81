using Grains.Activity;

namespace Grains.Insights;

/// <summary>
/// The payments that repeat, found as they come: what is kept of each counterparty's payments in one direction, on one account and in one
/// currency, and the streams in it. At most 64 streams. Where one more would come, counterparties go whose payments have ended or came
/// once, then those without a rhythm, each time the one that has been silent longest; one with a mature stream that goes on stays, and a
/// counterparty who is new then is not taken up. Packed: one record for each, account · currency · length of the name × 2 + (comes in) · name in
/// UTF-8 · <see cref="PaymentHistory"/>.
/// <para>Folding and unfolding are opposites as long as nothing fell out. What did does not come back: of more than eight payments the oldest are
/// only counted; a counterparty that had to go begins anew, so a yearly payment among very many payees may never be found; the category before
/// that of a newest payment that is unfolded is not known.</para>
/// </summary>
internal sealed class StreamTable(byte[] packed, PackedWriter writer)
{
    /// <summary>Streams of a customer.</summary>
    public const int Most = 64;

    private readonly PackedRecords records = new(packed);
    private readonly PaymentHistory history = new();
    private readonly StreamLevels levels = new();

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => records.HasChanged;

    /// <summary>Folds a transaction.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="counterparty">As received; null makes no stream.</param>
    /// <param name="category">The category's code.</param>
    /// <param name="day">The booking day.</param>
    /// <param name="amount">As booked, not 0.</param>
    public void Fold(int account, int currency, string? counterparty, int category, int day, decimal amount)
    {
        if (counterparty is null)
        {
            return;
        }

        var at = Open(account, currency, counterparty, amount);
        history.Add(new(day, amount), category);
        var rank = levels.Read(history);
        if (at >= 0)
        {
            history.Write(writer, rank);
            records.Replace(at, writer.Written);
            if (rank.Streams > 1)
            {
                MakeRoom(at, day);
            }
        }
        else if (MakeRoom(-1, day))
        {
            history.Write(writer, rank);
            records.Append(writer.Written);
        }
    }

    /// <summary>Takes a transaction out again.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="counterparty">As received.</param>
    /// <param name="day">The booking day.</param>
    /// <param name="amount">As booked.</param>
    public void Unfold(int account, int currency, string? counterparty, int day, decimal amount)
    {
        if (counterparty is null || Open(account, currency, counterparty, amount) is not (>= 0 and var at) || !history.Remove(new(day, amount)))
        {
            return;
        }

        if (history.Kept.IsEmpty)
        {
            records.Remove(at);
            return;
        }

        history.Write(writer, levels.Read(history));
        records.Replace(at, writer.Written);
    }

    /// <summary>Gives a counterparty's streams another category, where it is their newest payment that was given one.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="counterparty">As received.</param>
    /// <param name="category">The category's code.</param>
    /// <param name="day">The booking day.</param>
    /// <param name="amount">As booked.</param>
    public void Categorise(int account, int currency, string? counterparty, int category, int day, decimal amount)
    {
        if (counterparty is not null && Open(account, currency, counterparty, amount) is >= 0 and var at && new Occurrence(day, amount).CompareTo(history.Newest) >= 0)
        {
            history.Category = category;
            history.Write(writer, levels.Read(history));
            records.Replace(at, writer.Written);
        }
    }

    /// <summary>Drops an account's counterparties whose newest payment is before a day.</summary>
    public void Trim(int account, int oldestDay) => records.Keep(record =>
    {
        var reader = new PackedReader(record);
        return StreamKey.Skip(ref reader) != account || PaymentHistory.ReadPlace(ref reader).Last >= oldestDay;
    });

    /// <summary>The streams.</summary>
    /// <param name="asOf">Day number of the day asked.</param>
    /// <returns>In no particular order.</returns>
    public List<RecurringStream> ToStreams(int asOf)
    {
        var streams = new List<RecurringStream>();
        for (int at = 0, next; at < records.End; at = next)
        {
            var reader = new PackedReader(records.At(at, out next));
            var key = StreamKey.Read(ref reader);
            history.Read(ref reader);
            levels.Read(history);
            for (var level = 0; level < levels.Count; level++)
            {
                streams.Add(StreamReading.Of(key, history, levels, level, asOf, writer));
            }
        }

        return streams;
    }

    /// <summary>What is kept of the payments.</summary>
    public List<CounterpartyPayments> ToHistories()
    {
        var histories = new List<CounterpartyPayments>();
        for (int at = 0, next; at < records.End; at = next)
        {
            var reader = new PackedReader(records.At(at, out next));
            var key = StreamKey.Read(ref reader);
            history.Read(ref reader);
            histories.Add(new(key, history.Category, history.Kept.ToArray(), history.Earlier.ToArray()));
        }

        return histories;
    }

    /// <summary>The table as one array.</summary>
    public byte[] ToArray() => records.ToArray();

    /// <summary>Reads a counterparty's history, and leaves its key written.</summary>
    private int Open(int account, int currency, string counterparty, decimal amount)
    {
        new StreamKey(account, currency, amount > 0, counterparty).Write(writer.Clear());
        var at = records.Find(writer.Written);
        history.Clear();
        if (at >= 0)
        {
            var reader = new PackedReader(records.At(at, out _));
            reader.ReadBytes(writer.Written.Length);
            history.Read(ref reader);
        }

        return at;
    }

    /// <summary>Lets counterparties go until there is room.</summary>
    /// <param name="own">Where the one begins that has grown; -1 where a new one comes.</param>
    /// <param name="day">The day of the payment that made it necessary.</param>
    /// <returns>Whether there is room.</returns>
    private bool MakeRoom(int own, int day)
    {
        while (true)
        {
            var (streams, today) = (own < 0 ? 1 : 0, day);
            for (var at = 0; at < records.End;)
            {
                var place = PlaceAt(at, out at);
                (streams, today) = (streams + place.Rank.Streams, Math.Max(today, place.Last));
            }

            var victim = streams > Most ? FindVictim(own, today) : -1;
            if (victim < 0)
            {
                return streams <= Most;
            }

            if (victim < own)
            {
                PlaceAt(victim, out var next);
                own -= next - victim;
            }

            records.Remove(victim);
        }
    }

    /// <summary>Who goes first; -1 where nobody may go for a new one.</summary>
    private int FindVictim(int own, int today)
    {
        var (victim, least) = (-1, (Class: own < 0 ? 2 : 3, Last: int.MinValue));
        for (int at = 0, next; at < records.End; at = next)
        {
            var (rank, last, isOnce) = PlaceAt(at, out next);
            var isMature = rank.EndsOn != 0;
            var place = (isOnce || (isMature && today >= rank.EndsOn) ? 0 : isMature ? 2 : 1, last);
            if (at != own && place.CompareTo(least) < 0)
            {
                (victim, least) = (at, place);
            }
        }

        return victim;
    }

    private (StreamRank Rank, int Last, bool IsOnce) PlaceAt(int start, out int next)
    {
        var reader = new PackedReader(records.At(start, out next));
        StreamKey.Skip(ref reader);
        return PaymentHistory.ReadPlace(ref reader);
    }
}
