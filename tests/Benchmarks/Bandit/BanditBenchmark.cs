using System.Globalization;
using Grains.Personalization;
using Tests.Datasets;

namespace Tests.Benchmarks.Bandit;

/// <summary>
/// Claim: from decisions logged by a uniform policy the bandit learns whom to call, 0.045 a client where a call costs 0.10 and chance brings 0.006; and the
/// four estimates from the log alone agree with what it truly brings, which the data tells since every client was called. Also from nothing, with its own
/// decisions: beginning with "do nothing" it does not stay there. The claim fails with exit code 1.
/// </summary>
internal static class BanditBenchmark
{
    private const string FoldVariable = "PROFILE_PLATFORM_TEST_FOLD";
    private const int Folds = 5;
    private const double Claim = 0.045;
    private const double Share = 0.05;
    private const ulong Seed = 20261124;

    /// <summary>Runs it and prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        if (SharedData.Folder("bank_marketing") is not { } folder)
        {
            Console.Error.WriteLine($"The data set bank_marketing is not here: set {SharedData.Variable}.");
            return 1;
        }

        var fold = int.Parse(Environment.GetEnvironmentVariable(FoldVariable) is { Length: > 0 } named ? named : "1", CultureInfo.InvariantCulture);
        var contacts = BankMarketing.Read(folder).Contacts;
        var (train, test) = (contacts.Where(c => c.Row % Folds != fold).ToList(), contacts.Where(c => c.Row % Folds == fold).ToList());
        var scaling = new Scaling(train);
        var dimensions = scaling.Of(train[0]).Length;
        Console.WriteLine($"Bank Marketing, fold {fold}: {test.Count} clients to judge by, {train.Count} to learn from ({dimensions} features), of whom the log called every other.");
        Console.WriteLine();
        Console.WriteLine($"{"reward per client",-20}{"truth",9}{"replay",9}{"IPS",9}{"± s.e.",9}{"SNIPS",9}{"DR",9}{"calls",9}");

        IContactPolicy[] policies =
            [new OurBandit(dimensions, 0), new OurBandit(dimensions, Share), new LinUcb(dimensions), new FixedPolicy("always call", 1), new FixedPolicy("uniform", 0.5), new FixedPolicy("never call", 0)];
        var reached = policies.Select(policy => Judge(policy, train, test, scaling)).ToList();

        Console.WriteLine();
        FromNothing(new OurBandit(dimensions, Share), train, scaling);
        FromNothing(new OurBandit(dimensions, 0), train, scaling);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Claim: at least {Claim} a client, exploration included: {(reached[1] >= Claim ? "holds" : "FAILS")}."));
        return reached[1] >= Claim ? 0 : 1;
    }

    private static double Judge(IContactPolicy policy, List<BankContact> train, List<BankContact> test, Scaling scaling)
    {
        var log = new Coins(Seed);
        foreach (var contact in train.Where(_ => log.Next() < 0.5))
        {
            policy.Learn(scaling.Of(contact), contact.Accepted);
        }

        var (estimates, truth, calls, chance) = (new OffPolicyEstimates(), 0.0, 0.0, new Coins(Seed + 2));
        foreach (var contact in test)
        {
            var features = scaling.Of(contact);
            var call = policy.Call(features);
            var reward = (contact.Accepted ? 1 : 0) - IContactPolicy.Cost;
            (truth, calls) = (truth + (call * reward), calls + call);
            var logged = log.Next() < 0.5 ? new LoggedDecision(1, 0.5, reward) : new LoggedDecision(0, 0.5, 0);
            estimates.Add(logged, [1 - call, call], [0, policy.Expected(features)], chance.Next() < call ? 1 : 0);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{policy.Name,-20}{truth / test.Count,9:F4}{estimates.Replay,9:F4}{estimates.InversePropensity,9:F4}{estimates.InversePropensityError,9:F4}{estimates.SelfNormalised,9:F4}{estimates.DoublyRobust,9:F4}{calls / test.Count,9:P0}"));
        return truth / test.Count;
    }

    /// <summary>Client after client in the order of the calls, learning only from those it calls itself.</summary>
    private static void FromNothing(OurBandit policy, List<BankContact> clients, Scaling scaling)
    {
        var (reward, calls, chance) = (0.0, 0, new Coins(Seed + 3));
        foreach (var contact in clients)
        {
            var features = scaling.Of(contact);
            if (chance.Next() < policy.Call(features))
            {
                calls++;
                reward += (contact.Accepted ? 1 : 0) - IContactPolicy.Cost;
                policy.Learn(features, contact.Accepted);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{policy.Name} from nothing, with its own decisions: {reward / clients.Count:F4} a client, {calls} calls."));
    }

    /// <summary>Features as the bandit takes them: the first stays 1, the others (value − mean) / deviation over those it learns from.</summary>
    private sealed class Scaling
    {
        private readonly double[] mean;
        private readonly double[] deviation;

        public Scaling(List<BankContact> contacts)
        {
            var count = contacts[0].Features.Length;
            mean = [.. Enumerable.Range(0, count).Select(i => i == 0 ? 0 : contacts.Average(c => c.Features[i]))];
            deviation = [.. Enumerable.Range(0, count).Select(i => i == 0 ? 1 : Math.Sqrt(contacts.Average(c => Math.Pow(c.Features[i] - mean[i], 2))))];
        }

        public double[] Of(BankContact contact) =>
            [.. contact.Features.Select((value, i) => deviation[i] == 0 ? 0 : Math.Clamp((value - mean[i]) / deviation[i], -FactReader.Bound * 2, FactReader.Bound * 2))];
    }
}
