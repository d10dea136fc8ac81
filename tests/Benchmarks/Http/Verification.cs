using System.Text.Json;
using Tests.Benchmarks.Load;

namespace Tests.Benchmarks.Http;

/// <summary>Before anything is measured, every server answers every request once: 200, and with what was asked for.</summary>
internal static class Verification
{
    /// <summary>Checks all workloads.</summary>
    /// <exception cref="InvalidDataException">An answer is wrong.</exception>
    public static async Task Run(TestBed bed, Workloads workloads)
    {
        foreach (var server in bed.Holders)
        {
            await Each(bed, workloads.Recommendations(server), static answer => answer.GetProperty("personalised").GetBoolean() && answer.GetProperty("items").GetArrayLength() == 3);
            await Each(bed, workloads.Profiles(server), static answer => answer.GetProperty("attributes").TryGetProperty("annualIncome", out _));

            // Numbers of its own, since the client does not replace them.
            var number = 0;
            await Each(
                bed, workloads.Transactions(server), static answer => answer.GetProperty("accepted").GetInt32() == 1,
                request => request with { Body = request.Body!.Replace(LoadRequest.Sequence, $"verified-{number++:000}", StringComparison.Ordinal) });
        }
    }

    private static async Task Each(TestBed bed, LoadPlan plan, Predicate<JsonElement> isRight, Func<LoadRequest, LoadRequest>? change = null)
    {
        foreach (var request in plan.Requests)
        {
            var answer = await bed.Client.Send(plan.Target, change?.Invoke(request) ?? request);
            if (!isRight(answer))
            {
                throw new InvalidDataException($"{plan.Target} answers {request.Path} with {answer}");
            }
        }
    }
}
