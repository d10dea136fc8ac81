using Microsoft.Extensions.Configuration;
using Tests.Benchmarks;
using Tests.Benchmarks.Audit;
using Tests.Benchmarks.Categories;
using Tests.Benchmarks.Bandit;
using Tests.Benchmarks.Http;
using Tests.Benchmarks.Insights;
using Tests.Benchmarks.Load;
using Tests.Benchmarks.Micro;
using Tests.Benchmarks.Platform;
using Tests.Benchmarks.Rights;
using Tests.Benchmarks.Rivals;

return args switch
{
    // The platform over HTTP, beside its rivals: --seconds 10 --rounds 3 --customers 1000 --sleepers 4000 --connections 64
    ["http", .. var options] => await HttpBenchmark.Run(BenchmarkOptions.Read(options)),

    // The audit log by itself: --entries 10000000 --seconds 10 --waiting 8000 --customers 100000 --proofs 1000
    ["audit", .. var options] => await AuditBenchmark.Run(AuditBenchmarkOptions.Read(options)),

    // Erasures, the queue of requests, the re-wrap of keys: --customers 1000 --single 100 --atOnce 32 --requests 1000000 --keys 50000
    ["rights", .. var options] => await RightsBenchmark.Run(new ConfigurationBuilder().AddCommandLine(options).Build().Get<RightsBenchmarkOptions>() ?? new()),

    // Categories of merchants' texts on public data; --write FILE learns the classifier anew.
    ["categories", .. var options] => CategoriesBenchmark.Run(options),
    // Whom to call, learned and judged from logged decisions; the fold to judge by is PROFILE_PLATFORM_TEST_FOLD.
    ["bandit"] => BanditBenchmark.Run(),
    // The forecast of balances and outgoings, beside simple ones, on the Berka bank.
    ["forecast"] => ForecastBenchmark.Run(),

    // The parts inside a grain's turn, by BenchmarkDotNet and with its options.
    ["micro", .. var options] => MicroBenchmarks.Run(options),

    // Recurring payments found, against the reference: --missed lists what was not.
    ["recurring", .. var options] => RecurringEvaluation.Run(options),

    // The processes that the first starts beside itself.
    ["load", .. var options] => await Loader.Run(options),
    ["bare", var url] => await BareEndpoint.Run(url),
    ["usual", var url, var issuer, var database] => await UsualDesign.Run(url, issuer, database),
    ["gauged", .. var arguments] => GaugedPlatform.Run(arguments),
    _ => Usage.Print(),
};
