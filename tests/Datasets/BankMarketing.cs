using System.Globalization;

namespace Tests.Datasets;

/// <summary>
/// Calls of a Portuguese bank about term deposits, in the order of their dates. Left out is what is only known afterwards (the duration, which leaks the
/// answer) and what may be no feature (the marital status, protected in the platform's own catalogue). Texts become one number each, 0 or 1; how long ago
/// a client was called before (999 for never) becomes whether they were.
/// </summary>
public sealed class BankMarketing
{
    private const string NeverCalled = "999";

    private static readonly string[] Texts = ["job", "education", "default", "housing", "loan", "contact", "month", "day_of_week", "poutcome"];
    private static readonly string[] Numbers = ["age", "campaign", "previous", "emp.var.rate", "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed"];

    private readonly List<BankContact> contacts = [];

    private BankMarketing(string folder)
    {
        var rows = new CsvTable(Path.Combine(folder, "bank-additional-full.csv.gz")).Rows.ToList();
        var kinds = Texts.Select(column => rows.Select(row => row[column]).Distinct().Order(StringComparer.Ordinal).ToArray()).ToArray();
        foreach (var row in rows)
        {
            List<double> features = [1, row["pdays"] == NeverCalled ? 0 : 1];
            features.AddRange(Numbers.Select(column => double.Parse(row[column], CultureInfo.InvariantCulture)));
            features.AddRange(Texts.SelectMany((column, at) => kinds[at].Select(kind => row[column] == kind ? 1.0 : 0.0)));
            contacts.Add(new BankContact(int.Parse(row["row_index"], CultureInfo.InvariantCulture), [.. features], row["y"] == "yes"));
        }
    }

    /// <summary>The calls, in file order.</summary>
    public IReadOnlyList<BankContact> Contacts => contacts;

    /// <summary>Reads the table.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <returns>The calls.</returns>
    public static BankMarketing Read(string folder) => new(folder);
}

/// <summary>A call.</summary>
/// <param name="Row">Its number in the original file; its fold is that modulo 5.</param>
/// <param name="Features">What was known before it; the first is 1.</param>
/// <param name="Accepted">Whether the client took the deposit.</param>
public sealed record BankContact(int Row, double[] Features, bool Accepted);
