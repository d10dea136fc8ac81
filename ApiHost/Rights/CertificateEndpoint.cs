using System.Text;
using ApiHost.Access;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The route of an erasure's certificate: for officers, and for whoever knows its code.</summary>
internal static class CertificateEndpoint
{
    private const string Signed = "application/jose";

    /// <summary>Maps it below <c>/v1/customers/{id}/rights</c>. It needs no token where it has a code.</summary>
    /// <param name="rights">The group of a customer's rights.</param>
    public static void MapCertificate(this RouteGroupBuilder rights) =>
        rights.MapGet("/{requestId}/certificate", Get).WithName("getCertificate").WithSummary("The certificate of an erasure, a JWS").AllowAnonymous()
            .Produces<string>(StatusCodes.Status200OK, Signed);

    private static async Task<IResult> Get(string id, string requestId, Customers customers, HttpContext http)
    {
        var rights = customers.Of<ICustomerRights>(id);
        if (http.Request.Query["code"] is [{ Length: > 0 } code])
        {
            return (await rights.CertificateByCode(requestId, code)).ToResult(Present);
        }

        return http.Features.Get<Caller>() is null
            ? Problems.Of(StatusCodes.Status401Unauthorized).ToResult()
            : (await rights.Certificate(requestId)).ToResult(Present);
    }

    private static IResult Present(string certificate) => Results.Bytes(Encoding.UTF8.GetBytes(certificate), Signed);
}
