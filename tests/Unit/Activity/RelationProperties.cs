using CsCheck;
using Grains.Activity;
using Grains.Interfaces.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

/// <summary>Transfers and refunds depend on what is held, not on how it came.</summary>
public sealed class RelationProperties
{
    private static readonly string?[] Counterparties = [null, "Shop", "B"];

    private static readonly Gen<TransactionDraft[]> Some =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 8], Gen.Int[-3, 3].Where(amount => amount != 0), Gen.Int[0, 2]).Array[1, 14]
            .Select(all => all.Select((t, i) => Draft($"t{i}", $"2026-06-{t.Item2 + 1:00}", t.Item3, "ABC"[t.Item1..(t.Item1 + 1)]) with { Counterparty = Counterparties[t.Item4] }).ToArray());

    [Fact]
    public void The_order_of_coming_and_the_batches_do_not_matter() =>
        Gen.Select(Some, Gen.Int[0, 1000], Gen.Int[1, 5]).Sample(
            (drafts, seed, size) =>
            {
                var (whole, parts) = (ActivitySection.Empty.Recorded(drafts), ActivitySection.Empty);
                var shuffled = drafts.ToArray();
                new Random(seed).Shuffle(shuffled);
                foreach (var batch in shuffled.Chunk(size))
                {
                    parts = parts.Recorded(batch);
                }

                Assert.Equal(whole.Window(), parts.Window());
                Assert.Equal(whole.Totals(), parts.Totals());
            },
            iter: 2000);

    [Fact]
    public void Folding_and_unfolding_are_opposites() =>
        Gen.Select(Some, Some).Sample(
            (held, passing) =>
            {
                var before = ActivitySection.Empty.Recorded(held);
                var after = before.Recorded([.. passing.Select(t => t with { Id = "p" + t.Id })]);
                foreach (var t in passing)
                {
                    after = after.Remove("p" + t.Id, Now).Value!;
                }

                Assert.Equal(before.Window(), after.Window());
                Assert.Equal(before.Totals(), after.Totals());
                Assert.Equal(before.Window, after.Window);
            },
            iter: 2000);
}
