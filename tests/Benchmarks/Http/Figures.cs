namespace Tests.Benchmarks.Http;

/// <summary>Single figures beside the table, by name; of one taken several times the median is shown.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<TimeSpan>> times = [];
    private readonly Dictionary<string, string> texts = [];

    /// <summary>Adds a figure.</summary>
    public void Add(string name, string figure) => texts[name] = figure;

    /// <summary>Adds a time.</summary>
    public void Add(string name, TimeSpan time)
    {
        if (!times.TryGetValue(name, out var all))
        {
            times.Add(name, all = []);
        }

        all.Add(time);
        texts[name] = $"{all.Order().ElementAt(all.Count / 2).TotalSeconds:0.0} s";
    }

    /// <summary>The figures, a row each.</summary>
    public IEnumerable<string> ToTable() => ["| figure | |", "|---|---|", .. texts.Select(static t => $"| {t.Key} | {t.Value} |")];
}
