using CsCheck;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>
/// For any interleaving of decisions, imports (repeated and out of order), withdrawals of everything, privacy signals and steps of the clock,
/// back and forth, the ledger agrees with <see cref="NaiveLedger"/> at every instant.
/// </summary>
public sealed class LedgerProperties
{
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConsentState[] States = [ConsentState.Given, ConsentState.Refused, ConsentState.Withdrawn];

    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.Frequency((5, Gen.Const(Kind.Decide)), (5, Gen.Const(Kind.Import)), (3, Gen.Const(Kind.Repeat)), (1, Gen.Const(Kind.Hammer)), (1, Gen.Const(Kind.All)), (1, Gen.Const(Kind.Signal))),
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[-30, 90], Gen.Int[-1, 40], (kind, purpose, state, hours, ago) => new Step(kind, NaiveLedger.Purposes[purpose], States[state], hours, ago)).Array[1, 30];

    [Fact]
    public void It_agrees_with_the_naive_ledger_at_every_instant() => Steps.Sample(
        steps =>
        {
            var run = Run.Of(steps);
            foreach (var at in run.Naive.Instants.Append(run.Now).Append(DateTimeOffset.MaxValue.AddDays(-366)))
            {
                Assert.All(NaiveLedger.Purposes, id => Assert.Equal(run.Naive.StateAt(id, at), run.Section.StateOf(Catalogue.Purpose[id], at)));
            }

            Assert.All(NaiveLedger.Purposes, id => Assert.Equal(run.Naive.Last(id), run.Section.LastExpressed(id)));
        }, iter: 200);

    [Fact]
    public void Nothing_but_what_was_expressed_later_revives_what_was_withdrawn() => Steps.Sample(
        steps =>
        {
            var section = Run.Of(steps).Section;
            foreach (var id in NaiveLedger.Purposes.Where(id => section.Permits(Catalogue.Purpose[id], Start)))
            {
                var given = section.Last(id, DateTimeOffset.MaxValue)!;
                Assert.All(section.Events.Where(e => e.Purpose == id && e.State != ConsentState.Given), end => Assert.True(end.At < given.At));
                Assert.DoesNotContain(section.Repeats, repeat => repeat.Purpose == id);
            }
        }, iter: 100);

    [Fact]
    public void Imports_that_run_again_in_any_order_change_nothing() => Gen.Select(Steps, Gen.Int[0, 1000]).Sample(
        (steps, seed) =>
        {
            var run = Run.Of(steps);
            foreach (var (purpose, decision) in run.Imports.OrderBy(import => HashCode.Combine(import.Decision.At, seed)).Concat(run.Imports))
            {
                Assert.Same(run.Section, run.Section.Import(purpose, decision, Catalogue, run.Now.AddYears(1)).Value);
            }
        }, iter: 100);

    [Fact]
    public void The_recorded_past_changes_only_from_where_an_import_is_placed() => Steps.Sample(
        steps =>
        {
            var run = new Run();
            foreach (var step in steps)
            {
                var before = run.Section;
                run.Take(step);
                Assert.Equal(before.Events, run.Section.Events.Take(before.Events.Length));
                var placed = run.Section.Events.Skip(before.Events.Length).Select(e => e.At).DefaultIfEmpty(DateTimeOffset.MaxValue.AddDays(-366)).Min();
                Assert.True(step.Kind is Kind.Import or Kind.Repeat || placed >= run.Now);
                foreach (var at in run.Naive.Instants.Where(at => at < placed))
                {
                    Assert.All(NaiveLedger.Purposes, id => Assert.Equal(before.StateOf(Catalogue.Purpose[id], at), run.Section.StateOf(Catalogue.Purpose[id], at)));
                }
            }
        }, iter: 80);

    [Fact]
    public void The_history_and_the_state_at_each_of_its_instants_agree() => Steps.Sample(
        steps =>
        {
            var section = Run.Of(steps).Section;
            var history = section.History().Events;
            Assert.Equal(section.Events.Length, history.Length);
            Assert.Equal(history.Select(e => e.At).Order(), history.Select(e => e.At));
            foreach (var one in history)
            {
                var then = section.Overview(Catalogue, one.At).Purposes.Single(p => p.Purpose == one.Purpose);
                Assert.Equal((one.State, one.At, one.RecordId), (then.State, then.Since!.Value, then.RecordId!));
            }
        }, iter: 80);

    private enum Kind
    {
        Decide,
        Import,
        Repeat,
        Hammer,
        All,
        Signal,
    }

    /// <param name="Kind">What happens.</param>
    /// <param name="Purpose">To which purpose.</param>
    /// <param name="State">What is decided.</param>
    /// <param name="Hours">What the clock does before.</param>
    /// <param name="Ago">How many hours ago an import was expressed; -1 where it does not say.</param>
    private sealed record Step(Kind Kind, string Purpose, ConsentState State, int Hours, int Ago);

    /// <summary>Both ledgers, taking the same steps.</summary>
    private sealed class Run
    {
        public NaiveLedger Naive { get; } = new();

        public ConsentSection Section { get; private set; } = ConsentSection.Empty;

        public DateTimeOffset Now { get; private set; } = Start;

        public List<(string Purpose, ConsentDecision Decision)> Imports { get; } = [];

        public static Run Of(Step[] steps)
        {
            var run = new Run();
            Array.ForEach(steps, run.Take);
            return run;
        }

        public void Take(Step step)
        {
            Now = Now.AddHours(step.Hours);
            switch (step.Kind)
            {
                case Kind.Decide:
                    Decide(step);
                    break;
                case Kind.Hammer:
                    Enumerable.Range(0, ConsentRepeats.Most + 5).ToList().ForEach(_ => Decide(step with { State = ConsentState.Withdrawn }));
                    break;
                case Kind.Import:
                    Imports.Add((step.Purpose, new() { State = Name(step.State), Method = "form", At = step.Ago < 0 ? null : Now.AddHours(-step.Ago) }));
                    Import(Imports[^1].Purpose, Imports[^1].Decision);
                    break;
                case Kind.Repeat when Imports.Count > 0:
                    var (purpose, decision) = Imports[step.Ago < 0 ? 0 : step.Ago % Imports.Count];
                    Import(purpose, decision);
                    break;
                case Kind.All:
                    Naive.WithdrawAll(Now);
                    Section = Section.WithdrawAll(new("phone"), Role.Frontend, Catalogue, Now).Value!;
                    break;
                case Kind.Signal:
                    Naive.Signal(Now);
                    Section = Section.ReceiveSignal(Catalogue, Now);
                    break;
            }
        }

        private void Decide(Step step)
        {
            Naive.Decide(step.Purpose, step.State, Now);
            Section = Section.Decide(step.Purpose, new() { State = Name(step.State) }, Role.Customer, Catalogue, Now).Value!;
        }

        private void Import(string purpose, ConsentDecision decision)
        {
            var isTaken = Naive.Import(purpose, ConsentRules.StateOf(decision.State)!.Value, decision.At, Now);
            var imported = Section.Import(purpose, decision, Catalogue, Now);
            Assert.Equal(decision.At > Now, imported.Refusal is not null);
            Assert.Equal(isTaken, imported.Refusal is null && !ReferenceEquals(imported.Value, Section));
            Section = imported.Value ?? Section;
        }

        private static string Name(ConsentState state) => state.ToString().ToLowerInvariant();
    }
}
