using System.Text;
using Tests.Datasets;

namespace Tests.Benchmarks.Http;

/// <summary>How long the import of a real bank's tables takes, into an empty platform.</summary>
internal static class BerkaImport
{
    /// <summary>Measures it, where the data is there.</summary>
    public static async Task Measure(TestBed bed)
    {
        if (SharedData.Folder("berka") is not { } folder)
        {
            bed.Figures.Add("left out (import of the Berka bank)", $"set {SharedData.Variable} to the folder of the shared data");
            return;
        }

        await bed.RestartEmpty();
        var (time, summary) = await bed.Client.Import(bed.Embedded.Address, Berka.Lines(folder).Select(Encoding.UTF8.GetString));
        var (customers, transactions) = (summary.GetProperty("customers").GetInt64(), summary.GetProperty("transactions").GetInt64());
        bed.Figures.Add("import of the Berka bank, embedded", $"{time.TotalSeconds:0.0} s ({customers:N0} customers, {transactions:N0} transactions)");
    }
}
