using ApiHost.Access;
using Grains.Interfaces.Profile;

namespace ApiHost.Profile;

/// <summary>The routes of a customer's profile.</summary>
internal static class ProfileEndpoints
{
    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapProfile(this RouteGroupBuilder customer)
    {
        customer = customer.MapGroup(string.Empty).WithTags("Profile");
        customer.MapPut("", Put).WithName("putCustomer").WithSummary("Create a customer, or replace what the bank wrote")
            .Accepts<ProfileDraft>(RequestBody.Json).Produces<CustomerProfile>().Produces<CustomerProfile>(StatusCodes.Status201Created);
        customer.MapGet("/profile", Get).WithName("getProfile").WithSummary("Read the attributes that the stated purpose may read")
            .Produces<CustomerProfile>();
        customer.MapPatch("/profile", Patch).WithName("patchProfile").WithSummary("Change single attributes; null removes")
            .Accepts<ProfileDraft>(RequestBody.MergePatch, RequestBody.Json).Produces<CustomerProfile>();
    }

    private static async Task<IResult> Put(string id, Customers customers, HttpContext http)
    {
        var draft = await http.Request.Read(ProfileReader.Read, RequestBody.Json);
        var reply = await customers.Of<ICustomerProfile>(id).Put(id, draft);
        return reply.ToResult(written => Tagged(
            http, written.Profile, written.Created ? Results.Created($"/v1/customers/{id}/profile", written.Profile) : Results.Ok(written.Profile)));
    }

    private static async Task<IResult> Get(string id, Customers customers, HttpContext http) =>
        (await customers.Of<ICustomerProfile>(id).Read()).ToResult(profile => Tagged(http, profile, Results.Ok(profile)));

    private static async Task<IResult> Patch(string id, Customers customers, HttpContext http)
    {
        var draft = await http.Request.Read(ProfileReader.ReadPatch, RequestBody.MergePatch, RequestBody.Json);
        var ifMatch = http.Request.Headers.IfMatch;
        var reply = await customers.Of<ICustomerProfile>(id).Patch(draft, ifMatch.Count == 0 ? null : ifMatch.ToString());
        return reply.ToResult(profile => Tagged(http, profile, Results.Ok(profile)));
    }

    private static IResult Tagged(HttpContext http, CustomerProfile profile, IResult result)
    {
        http.Response.Headers.ETag = $"\"{profile.Version}\"";
        http.Response.Headers.Vary = "Processing-Purpose";
        return result;
    }
}
