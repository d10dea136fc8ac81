using Tests.Datasets;

namespace Tests.Unit.Datasets;

[Trait("Data", "transactions_merchants")]
public sealed class CardPurchasesTests
{
    private readonly string? folder = SharedData.Folder("transactions_merchants");

    [SkippableFact]
    public void Every_booking_with_a_merchant_and_a_spending_type_is_read_and_no_merchant_is_in_two_parts()
    {
        Skip.If(folder is null, "the data set transactions_merchants is not on this machine");
        var purchases = CardPurchases.Read(folder).ToList();
        Assert.Equal(purchases.Count, purchases.Select(p => p.Row).Distinct().Count());
        Assert.InRange(purchases.Count, 120_000, 123_665);
        Assert.All(purchases, p => Assert.True(p.Merchant.Length > 0 && p.Label.Length > 0 && p.Merchant == p.Merchant.Trim()));
        Assert.InRange(purchases.Count(CardPurchases.IsTest), 20_000, 30_000);
        Assert.Equal(138, purchases.Select(p => p.Label).Distinct().Count());
    }
}
