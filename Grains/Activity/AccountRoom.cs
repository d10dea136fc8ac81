namespace Grains.Activity;

/// <summary>Lets a batch bring accounts as long as there is room for them. Where all that it can bring fit in, nothing is looked at.</summary>
internal sealed class AccountRoom
{
    private readonly HashSet<string>? known;

    /// <summary>Measures the room.</summary>
    /// <param name="accounts">The customer's accounts.</param>
    /// <param name="most">How many new ones the batch can bring.</param>
    public AccountRoom(AccountTable accounts, int most)
    {
        if (accounts.Places + most > TransactionRules.MostAccounts)
        {
            known = [.. accounts.ToIds().Where(static id => id.Length > 0)];
        }
    }

    /// <summary>Takes an account up.</summary>
    /// <param name="id">The bank's id.</param>
    /// <returns>Whether it is known, or there was room for it.</returns>
    public bool Takes(string id) => known is null || known.Contains(id) || (known.Count < TransactionRules.MostAccounts && known.Add(id));
}
