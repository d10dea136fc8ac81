using Tests.Datasets;
using Xunit.Abstractions;

namespace Tests.Unit.Insights;

public sealed class GeneratedStreamTests(ITestOutputHelper output)
{
    [Fact]
    public void Mature_streams_are_true_and_true_ones_are_found_with_their_frequency()
    {
        var score = GeneratedPayments.Make(1, 30).Aggregate(default(StreamScore), (sum, customer) => sum + StreamScore.Of(customer));
        output.WriteLine($"{score.True} streams, precision {score.Precision:0.000}, recall {score.Recall:0.000}");
        Assert.InRange(score.True, 450, 600);
        Assert.InRange(score.Precision, 0.95, 1);
        Assert.InRange(score.Recall, 0.90, 1);
    }
}
