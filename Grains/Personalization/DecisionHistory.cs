using System.Collections.Immutable;
using Grains.Activity;

namespace Grains.Personalization;

/// <summary>
/// What a customer was shown and why, newest last: at most 64 decisions and 1,792 bytes, of the last 13 months; what is too much goes, the oldest first. A
/// decision of three offers takes about 60 bytes. Packed: minute, minutes until it was last noted, surface, model version, number of offers; for each
/// offer its name, score, propensity, number of reasons &lt;&lt; 1 | exploring; for each reason its name &lt;&lt; 1 | above the mean, contribution. Scores and
/// contributions in thousandths, propensities in ten-thousandths, names as places in <see cref="Names"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("decision-history")]
internal sealed record DecisionHistory
{
    /// <summary>The most decisions.</summary>
    public const int MostDecisions = 64;

    /// <summary>The most bytes, names included.</summary>
    public const int MostBytes = 1792;

    private const double Thousand = 1_000;
    private const double TenThousand = 10_000;

    /// <summary>Nothing was shown.</summary>
    public static DecisionHistory Empty { get; } = new();

    /// <summary>Names of offers, features, surfaces and versions, each once.</summary>
    [Id(0)]
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The decisions, packed.</summary>
    [Id(1)]
    public byte[] Packed { get; init; } = [];

    /// <summary>Adds decisions. One that says the same as the one before it on its surface prolongs that one.</summary>
    /// <param name="fresh">The decisions, oldest first.</param>
    /// <param name="now">Now: what is too old goes.</param>
    /// <returns>The next history; the same where there is nothing to add.</returns>
    public DecisionHistory With(IReadOnlyList<HeldDecision> fresh, DateTimeOffset now)
    {
        if (fresh.Count == 0)
        {
            return this;
        }

        var held = Read(now);
        foreach (var decision in fresh)
        {
            var before = held.FindLastIndex(d => d.IsBeside(decision.Surface, decision.Offers.Length));
            var prolongs = before >= 0 && held[before].SaysAs(decision);
            held.Add(prolongs ? held[before] with { LastMinute = decision.LastMinute } : decision);
            if (prolongs)
            {
                held.RemoveAt(before);
            }
        }

        held.RemoveRange(0, Math.Max(held.Count - MostDecisions, 0));
        return Pack(held);
    }

    /// <summary>Reads the decisions that are not too old.</summary>
    /// <param name="now">Now.</param>
    /// <returns>The decisions, oldest first by when they were last noted.</returns>
    public List<HeldDecision> Read(DateTimeOffset now)
    {
        var held = new List<HeldDecision>();
        var reader = new PackedReader(Packed);
        while (!reader.IsAtEnd)
        {
            var minute = (uint)reader.ReadUnsigned();
            var last = minute + (uint)reader.ReadUnsigned();
            var (surface, version) = (Names[reader.ReadCode()], Names[reader.ReadCode()]);
            var offers = ImmutableArray.CreateBuilder<HeldOffer>(reader.ReadCode());
            while (offers.Count < offers.Capacity)
            {
                offers.Add(ReadOffer(ref reader));
            }

            held.Add(new HeldDecision(minute, last, surface, version, offers.MoveToImmutable()));
        }

        held.RemoveAll(decision => decision.LastMinute < HeldDecision.KeptSince(now));
        return held;
    }

    private HeldOffer ReadOffer(ref PackedReader reader)
    {
        var (offer, score, propensity) = (Names[reader.ReadCode()], reader.ReadSigned() / Thousand, reader.ReadUnsigned() / TenThousand);
        var marks = reader.ReadCode();
        var reasons = ImmutableArray.CreateBuilder<HeldReason>(marks >> 1);
        while (reasons.Count < reasons.Capacity)
        {
            var name = reader.ReadCode();
            reasons.Add(new HeldReason(Names[name >> 1], reader.ReadSigned() / Thousand, (name & 1) == 1));
        }

        return new HeldOffer(offer, score, propensity, (marks & 1) == 1, reasons.MoveToImmutable());
    }

    /// <summary>Packs as many of the newest as there is room for; the newest always.</summary>
    private static DecisionHistory Pack(List<HeldDecision> held)
    {
        for (var first = 0; ; first++)
        {
            var (names, writer) = (new List<string>(), new PackedWriter());
            for (var i = first; i < held.Count; i++)
            {
                Write(held[i], names, writer);
            }

            if (writer.Written.Length + names.Sum(static name => name.Length + 1) <= MostBytes || first == held.Count - 1)
            {
                return new DecisionHistory { Names = [.. names], Packed = writer.Written.ToArray() };
            }
        }
    }

    private static void Write(HeldDecision decision, List<string> names, PackedWriter writer)
    {
        writer.WriteUnsigned(decision.Minute);
        writer.WriteUnsigned(decision.LastMinute - decision.Minute);
        writer.WriteCode(Place(names, decision.Surface));
        writer.WriteCode(Place(names, decision.ModelVersion));
        writer.WriteCode(decision.Offers.Length);
        foreach (var offer in decision.Offers)
        {
            writer.WriteCode(Place(names, offer.Offer));
            writer.WriteSigned((long)Math.Round(offer.Score * Thousand));
            writer.WriteUnsigned((ulong)Math.Round(offer.Propensity * TenThousand));
            writer.WriteCode((offer.Reasons.Length << 1) | (offer.IsExploring ? 1 : 0));
            foreach (var reason in offer.Reasons)
            {
                writer.WriteCode((Place(names, reason.Feature) << 1) | (reason.IsAbove ? 1 : 0));
                writer.WriteSigned((long)Math.Round(reason.Contribution * Thousand));
            }
        }
    }

    private static int Place(List<string> names, string name)
    {
        var place = names.IndexOf(name);
        if (place < 0)
        {
            place = names.Count;
            names.Add(name);
        }

        return place;
    }
}
