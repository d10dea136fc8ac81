using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Tests.Benchmarks.Audit;

/// <summary>Entries like those of a day: three reads to a mutation, of customers at random.</summary>
internal sealed class SampleEntries(int customers)
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(7);
    private readonly ImmutableArray<ImmutableArray<byte>> tags = Tags(customers);
    private long made;

    /// <summary>The next one.</summary>
    public AuditEntry Next() => new()
    {
        Id = Guid.NewGuid(),
        At = Noon.AddMilliseconds(made++),
        Kind = made % 4 == 0 ? AuditKind.Mutation : AuditKind.Access,
        Subject = tags[random.Next(tags.Length)],
        Role = Role.Frontend,
        Client = "web-bank",
        Actor = tags[0],
        Purpose = "personalised-offers",
        Operation = "recommendations.read",
        Categories = ["identity", "transactions", "behaviour"],
        Outcome = "allowed",
    };

    private static ImmutableArray<ImmutableArray<byte>> Tags(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var tag = new byte[16];
            random.NextBytes(tag);
            return ImmutableArray.Create(tag);
        })];
    }
}
