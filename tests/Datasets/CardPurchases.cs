using System.Globalization;

namespace Tests.Datasets;

/// <summary>Birmingham City Council's purchase card transactions, those with a merchant and a spending type.</summary>
public static class CardPurchases
{
    private const int Folds = 5;
    private const int DefaultTestFold = 1;
    private const string FoldVariable = "PROFILE_PLATFORM_TEST_FOLD";

    /// <summary>Reads the set.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <returns>The bookings in file order.</returns>
    public static IEnumerable<CardPurchase> Read(string folder) => new CsvTable(Path.Combine(folder, "birmingham_purchase_cards.csv.gz")).Rows
        .Select(static row => new CardPurchase(int.Parse(row["row_id"], CultureInfo.InvariantCulture), row["merchant_name"].ToLowerInvariant(), row["cac1_desc"]))
        .Where(static purchase => purchase.Merchant.Length > 0 && purchase.Label.Length > 0);

    /// <summary>Whether a booking is for testing, by its merchant: then no booking of that merchant is for training.</summary>
    /// <param name="purchase">The booking.</param>
    /// <returns>True for those of the test fold.</returns>
    public static bool IsTest(CardPurchase purchase) => Key(purchase.Merchant) % Folds == TestFold;

    /// <summary>The fold to test on, 1 unless the environment says otherwise.</summary>
    public static uint TestFold =>
        uint.TryParse(Environment.GetEnvironmentVariable(FoldVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var fold) ? fold : DefaultTestFold;

    /// <summary>FNV-1a, 32 bit, of the text's UTF-8.</summary>
    private static uint Key(string text)
    {
        var hash = 2166136261u;
        foreach (var octet in System.Text.Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 16777619;
        }

        return hash;
    }
}
