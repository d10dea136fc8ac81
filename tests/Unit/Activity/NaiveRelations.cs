using static Tests.Unit.Activity.NaiveActivity;

namespace Tests.Unit.Activity;

/// <summary>The rules of transfers and refunds written down as plainly as can be, over every transaction that is held.</summary>
internal static class NaiveRelations
{
    public static void Relate(NaiveActivity model)
    {
        var held = InOrder(model);
        var pairs = Pairs(held);
        foreach (var t in held.Where(t => !t.IsCorrected && !t.IsSettled))
        {
            t.View = t.View with { Category = pairs.ContainsKey(t) || NamesOwn(model, t) ? "transfer" : t.OwnCategory };
        }

        foreach (var (refund, purchase) in Refunds(model, held))
        {
            refund.View = refund.View with { Category = purchase.View.Category };
        }
    }

    public static void Settle(NaiveActivity model, HashSet<Booked> forgotten)
    {
        var held = InOrder(model);
        var bereft = Pairs(held).Concat(Refunds(model, held)).Where(of => forgotten.Contains(of.Value) && !forgotten.Contains(of.Key)).Select(of => of.Key).ToList();
        bereft.ForEach(t => t.IsSettled = true);
    }

    private static bool NamesOwn(NaiveActivity model, Booked t) =>
        t.View.Counterparty?.Replace(" ", "") is { } name && name != t.View.AccountId && model.Accounts.ContainsKey(name);

    private static List<Booked> InOrder(NaiveActivity model) =>
        [.. model.Raw.OrderBy(t => t.View.BookedAt).ThenBy(t => t.View.Id.Length).ThenBy(t => t.View.Id, StringComparer.Ordinal)];

    /// <summary>Both ways round.</summary>
    private static Dictionary<Booked, Booked> Pairs(List<Booked> held)
    {
        var pairs = new Dictionary<Booked, Booked>();
        foreach (var size in held.Where(t => !t.IsSettled && t.View.Mcc is null).GroupBy(t => (t.View.Currency, Math.Abs(t.View.Amount))))
        {
            var free = new List<Booked>();
            foreach (var t in size)
            {
                var other = free.Find(o => o.View.Amount == -t.View.Amount && o.View.AccountId != t.View.AccountId && t.Day - o.Day <= 3);
                if (other is null)
                {
                    free.Add(t);
                    continue;
                }

                free.Remove(other);
                (pairs[t], pairs[other]) = (other, t);
            }
        }

        return pairs;
    }

    /// <summary>Once transfers have their category: each refund with the purchase that it is set off against.</summary>
    private static IEnumerable<KeyValuePair<Booked, Booked>> Refunds(NaiveActivity model, List<Booked> held)
    {
        var pairs = Pairs(held);
        var outgoing = held.Where(t => t.View.Amount < 0 && t.View.Counterparty is not null).ToLookup(t => (t.View.Counterparty, t.View.Currency));
        foreach (var t in held.Where(t => t.View.Amount > 0 && t.OwnCategory == "income" && !t.IsCorrected && !t.IsSettled))
        {
            if (!pairs.ContainsKey(t) && !NamesOwn(model, t) && outgoing[(t.View.Counterparty, t.View.Currency)].LastOrDefault(p => p.Day <= t.Day && -p.View.Amount >= t.View.Amount) is { } purchase)
            {
                yield return new(t, purchase);
            }
        }
    }
}
