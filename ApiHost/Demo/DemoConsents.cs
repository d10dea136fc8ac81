using Grains.Interfaces.Consent;

namespace ApiHost.Demo;

/// <summary>What a demo customer was asked and said, each purpose in the order of time.</summary>
internal static class DemoConsents
{
    private static readonly (string Purpose, int GivenOfTen, int RefusedOfTen)[] Asked =
    [
        ("personalised-offers", 5, 2), ("financial-insights", 5, 1), ("advice", 4, 2), ("model-improvement", 3, 3), ("third-party-sharing", 2, 5),
    ];

    private static readonly string[] Methods = ["app", "web-bank", "branch-form"];

    /// <summary>The decisions of a customer.</summary>
    /// <param name="language">The language of the notices.</param>
    /// <param name="start">The first day that is told of.</param>
    /// <param name="random">The customer's luck.</param>
    /// <returns>Purposes and decisions.</returns>
    public static IEnumerable<(string Purpose, ConsentDecision Decision)> Of(string language, DateOnly start, Random random)
    {
        foreach (var (purpose, given, refused) in Asked)
        {
            var chance = random.Next(10);
            var at = new DateTimeOffset(start.AddDays(random.Next(20, 300)), new TimeOnly(random.Next(8, 20), random.Next(60)), TimeSpan.Zero);
            var method = Methods[random.Next(Methods.Length)];
            if (chance >= given + refused)
            {
                continue;
            }

            yield return (purpose, Decision(chance < given ? "given" : "refused", at));
            if (chance < given && random.Next(10) == 0)
            {
                yield return (purpose, Decision("withdrawn", at.AddDays(random.Next(20, 200))));
            }

            ConsentDecision Decision(string state, DateTimeOffset when) => new() { State = state, At = when, Method = method, Language = language };
        }
    }
}
