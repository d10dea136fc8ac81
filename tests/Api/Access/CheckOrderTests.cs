using System.Text.Json;

namespace Tests.Api.Access;

/// <summary>Requests that are wrong in several ways at once: the answer is the first fault of token, role, customer, purpose, consent, body.</summary>
[Collection(nameof(Platform))]
public sealed class CheckOrderTests(Platform platform)
{
    /// <summary>The mutations with a body, each with a role that may not call it.</summary>
    public static TheoryData<string, string> Mutations => new()
    {
        { "PATCH", "profile" }, { "POST", "transactions" }, { "PUT", "consents/advice" }, { "POST", "recommendations/none/feedback" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task One_correction_after_the_other_meets_the_next_check(string method, string route)
    {
        var id = await platform.NewCustomer();
        var nobody = $"/v1/customers/{Platform.NewId()}/{route}";
        var path = $"/v1/customers/{id}/{route}";
        var fixedPurpose = route.StartsWith("recommendations", StringComparison.Ordinal) ? "personalised-offers" : "advice";
        var frontend = platform.Frontend.For(null);

        (await Send(platform.Anonymous, nobody)).Problem(401, "token-missing");
        (await Send(platform.Auditor, nobody)).Problem(403, "role-not-allowed");
        (await Send(frontend, nobody)).Problem(404, "customer-unknown");
        (await Send(frontend, path)).Problem(403, "purpose-missing");
        (await Send(frontend.For("world-peace"), path)).Problem(403, "purpose-not-allowed");
        if (!route.StartsWith("consents", StringComparison.Ordinal))
        {
            (await Send(frontend.For(fixedPurpose), path)).Problem(403, "consent-required");
            (await platform.Customer(id).Put($"/v1/customers/{id}/consents/{fixedPurpose}", new { state = "given" })).Ok();
        }

        (await Send(frontend.For(fixedPurpose), path)).Problem(415, "unsupported-media-type");
        (await Send(frontend.For(fixedPurpose), path, "application/json")).Problem(400, "malformed-request");

        Task<Answer> Send(ApiClient caller, string to, string type = "text/plain") => caller.Send(new HttpMethod(method), to, ApiClient.Body("{", type));
    }

    [Fact]
    public async Task Creating_a_customer_asks_for_role_id_and_purpose_before_the_body()
    {
        (await Put(platform.Officer, Platform.NewId())).Problem(403, "role-not-allowed");
        (await Put(platform.Frontend.For("advice"), Platform.NewId())).Problem(403, "purpose-not-allowed");
        (await Put(platform.Frontend, "a%2Fb")).Problem(404, "customer-unknown");
        (await Put(platform.Frontend, Platform.NewId())).Problem(400, "malformed-request");

        Task<Answer> Put(ApiClient caller, string id) => caller.Put($"/v1/customers/{id}", "[");
    }

    [Fact]
    public async Task The_import_asks_for_role_and_purpose_before_the_body()
    {
        (await Import(platform.Anonymous)).Problem(401, "token-missing");
        (await Import(platform.Advisor)).Problem(403, "role-not-allowed");
        (await Import(platform.Frontend.For(null))).Problem(403, "purpose-missing");
        (await Import(platform.Frontend.For("advice"))).Problem(403, "purpose-not-allowed");
        (await Import(platform.Frontend)).Problem(415, "unsupported-media-type");

        static Task<Answer> Import(ApiClient caller) => caller.Send(HttpMethod.Post, "/v1/import", ApiClient.Body("{", "text/plain"));
    }

    [Fact]
    public async Task Somebody_elses_id_is_an_unknown_customer_whatever_else_is_wrong()
    {
        var (id, other) = (await platform.NewCustomer(), await platform.NewCustomer());
        var customer = platform.Customer(id);

        (await customer.Get($"/v1/customers/{other}/profile")).Problem(404, "customer-unknown");
        (await customer.Get($"/v1/customers/{Platform.NewId()}/profile")).Problem(404, "customer-unknown");
        (await customer.Get($"/v1/customers/{other}/transactions?limit=x")).Problem(404, "customer-unknown");
        (await customer.Patch($"/v1/customers/{other}/profile", "[")).Problem(404, "customer-unknown");
        (await customer.Put($"/v1/customers/{other}/consents/advice", "[")).Problem(404, "customer-unknown");
        (await customer.Post($"/v1/customers/{other}/consents/withdraw-all")).Problem(404, "customer-unknown");
    }

    [Fact]
    public async Task A_customer_who_does_not_exist_yet_is_unknown_to_themselves()
    {
        var id = Platform.NewId();

        (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Problem(404, "customer-unknown");
    }
}
