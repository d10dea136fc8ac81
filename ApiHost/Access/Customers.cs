using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>Finds the grain of a bank's customer. The bank's id becomes a pseudonym here and goes no further.</summary>
internal sealed class Customers(IGrainFactory grains, Pseudonyms pseudonyms)
{
    /// <summary>One of a customer's role interfaces.</summary>
    /// <typeparam name="T">The role interface.</typeparam>
    /// <param name="bankId">The bank's id as it stands in the path; an ill-formed one names nobody.</param>
    /// <returns>The reference.</returns>
    public T Of<T>(string bankId)
        where T : IGrainWithGuidKey => grains.GetGrain<T>(pseudonyms.Of(bankId).Value);
}
