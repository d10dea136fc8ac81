namespace Tests.Datasets;

/// <summary>The order in which a day was booked, which the file does not keep: each balance is the one before it plus the amount.</summary>
internal static class BookingOrder
{
    private const decimal Rounding = 0.2m;

    /// <summary>Orders an account's transactions within each day. Where no balance follows from the one before, the file's order stays.</summary>
    /// <param name="transactions">By day.</param>
    public static void Restore(List<BerkaTransaction> transactions)
    {
        for (var i = 0; i < transactions.Count; i++)
        {
            var before = i == 0 ? 0 : transactions[i - 1].Balance;
            for (var j = i; j < transactions.Count && transactions[j].Day == transactions[i].Day; j++)
            {
                if (Math.Abs(before + transactions[j].Amount - transactions[j].Balance) <= Rounding)
                {
                    var next = transactions[j];
                    transactions.RemoveAt(j);
                    transactions.Insert(i, next);
                    break;
                }
            }
        }
    }
}
