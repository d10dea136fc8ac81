using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Keys;

namespace Grains.Access;

/// <summary>What a customer asks of every call once the silo knows the caller: the customer exists, the purpose is in order, the consent is
/// there. In that order, by the contract.</summary>
internal static class Admission
{
    private static readonly Refusal Unknown = new(ProblemCode.CustomerUnknown, "There is no such customer.");
    private static readonly Refusal Erased = new(ProblemCode.CustomerErased, "The customer has been erased and nothing is processed any more.");

    /// <summary>Judges a call.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="keys">Whether the customer's keys are there; null where the customer never was.</param>
    /// <param name="consent">The consent section; null where the customer has no record.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The refusal; null where the call may go on.</returns>
    public static Refusal? Judge(Caller caller, CustomerKeyStatus? keys, ConsentSection? consent, Catalogue catalogue, DateTimeOffset now)
    {
        if (keys == CustomerKeyStatus.Erased)
        {
            return Erased;
        }

        if (consent is null && caller.Policy.Customer != CustomerRule.MayBeNew)
        {
            return Unknown;
        }

        return caller.PurposeRefusal ?? (consent is null ? null : Consented(caller, consent, catalogue, now));
    }

    private static Refusal? Consented(Caller caller, ConsentSection consent, Catalogue catalogue, DateTimeOffset now) =>
        caller.Policy.Consent != ConsentRule.Required || !catalogue.Purpose.TryGetValue(caller.Purpose, out var purpose) || consent.Permits(purpose, now)
            ? null
            : new Refusal(ProblemCode.ConsentRequired, $"Ask the customer for consent to {caller.Purpose}.") { Purpose = caller.Purpose };
}
