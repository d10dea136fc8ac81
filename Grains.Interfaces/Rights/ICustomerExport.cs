using Grains.Interfaces.Access;

namespace Grains.Interfaces.Rights;

/// <summary>Everything held of a customer, computed when it is asked for and never stored.</summary>
[Alias("ICustomerExport")]
public interface ICustomerExport : IGrainWithGuidKey
{
    /// <summary>Computes the export of an access or a portability request.</summary>
    /// <param name="requestId">The request's id.</param>
    /// <returns>The export; <see cref="ProblemCode.NotFound"/> where no request opens one, or its time is over.</returns>
    [Allow(Role.Customer, Consent = ConsentRule.Exempt, Data = DataScope.Purpose, Does = "compute everything held"), Alias("Export")]
    ValueTask<Reply<CustomerExport>> Export(string requestId);
}
