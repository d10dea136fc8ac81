using BenchmarkDotNet.Running;

namespace Tests.Benchmarks.Micro;

/// <summary>The parts inside a grain's turn. Each class states its claim and is to be read beside the others, in one run.</summary>
internal static class MicroBenchmarks
{
    /// <summary>Runs <c>micro</c> with BenchmarkDotNet's options; all of them where none is given.</summary>
    public static int Run(string[] options)
    {
        BenchmarkSwitcher.FromTypes(
            [typeof(SealingBenchmark), typeof(FoldingBenchmark), typeof(StreamFoldingBenchmark), typeof(CategorisingBenchmark), typeof(RankingBenchmark)])
            .Run(options.Length == 0 ? ["--filter", "*"] : options);
        return 0;
    }
}
