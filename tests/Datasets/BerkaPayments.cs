using System.Globalization;

namespace Tests.Datasets;

/// <summary>A transaction of the Czech bank with a partner.</summary>
/// <param name="Account">The account's number.</param>
/// <param name="Partner">Bank and account of the other side, as an import names it.</param>
/// <param name="Day">Day number of the booking.</param>
/// <param name="Amount">Negative where it went out.</param>
public sealed record BerkaPayment(int Account, string Partner, int Day, decimal Amount);

/// <summary>The Czech bank's transactions with partners, and its standing orders.</summary>
public sealed class BerkaPayments
{
    /// <summary>The last day of the transactions.</summary>
    public static readonly int Today = new DateOnly(1994, 3, 31).DayNumber;

    private BerkaPayments(string folder)
    {
        Payments =
        [
            .. new CsvTable(Path.Combine(folder, "trans_original_19930101_19940331.csv.gz")).Rows.Where(static row => row["account"] is not ("" or "0"))
                .Select(static row => new BerkaPayment(
                    Number(row["account_id"]), Partner(row["bank"], row["account"]), DateOnly.Parse(Berka.Day(row["date"]), CultureInfo.InvariantCulture).DayNumber,
                    row["type"] == "PRIJEM" ? Money(row["amount"]) : -Money(row["amount"]))),
        ];
        Orders = new CsvTable(Path.Combine(folder, "order.csv.gz")).Rows
            .Select(static row => (Number(row["account_id"]), Partner(row["bank_to"], row["account_to"]), -Money(row["amount"]))).ToHashSet();
    }

    /// <summary>The transactions in file order.</summary>
    public IReadOnlyList<BerkaPayment> Payments { get; }

    /// <summary>The standing orders; the amounts are negative.</summary>
    public IReadOnlySet<(int Account, string Partner, decimal Amount)> Orders { get; }

    /// <summary>Reads the tables.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <returns>The payments.</returns>
    public static BerkaPayments Read(string folder) => new(folder);

    private static string Partner(string bank, string account) => $"{bank} {account}".Trim();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Money(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
