using System.Globalization;
using System.Text;

namespace Tests.Benchmarks.Load;

/// <summary>wrk, where it is installed: a script of ours feeds it the plan and prints what it measured as our own loader does.</summary>
internal static class Wrk
{
    /// <summary>Where it is; null where it is not on the PATH.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists);

    /// <summary>The script of a plan.</summary>
    /// <param name="plan">The requests.</param>
    /// <param name="first">The first number of <see cref="LoadRequest.Sequence"/>.</param>
    public static string Script(LoadPlan plan, long first)
    {
        var script = new StringBuilder("local requests = {\n");
        foreach (var request in plan.Requests)
        {
            script.Append('"').Append(Escape(request.ToText(plan.Target))).Append("\",\n");
        }

        var hasSequence = plan.Requests.Any(static r => r.Body?.Contains(LoadRequest.Sequence, StringComparison.Ordinal) == true);
        return script.Append(CultureInfo.InvariantCulture, $$"""
            }
            local sent = 0
            function request()
              local text = requests[sent % #requests + 1]
              {{(hasSequence ? $"text = text:gsub('{LoadRequest.Sequence}', string.format('%012d', {first} + sent))" : string.Empty)}}
              sent = sent + 1
              return text
            end
            function done(summary, latency)
              local e = summary.errors
              io.write(string.format('{"Requests":%d,"Seconds":%f,"Errors":%d,"P50":%f,"P99":%f}\n', summary.requests, summary.duration / 1e6,
                e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
            end
            """).ToString();
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
