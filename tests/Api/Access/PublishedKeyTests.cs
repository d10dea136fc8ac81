using System.Buffers.Text;
using System.Text.Json;

namespace Tests.Api.Access;

/// <summary>The keys that the platform publishes sign what it states, and never who may come in.</summary>
[Collection(nameof(Platform))]
public sealed class PublishedKeyTests(Platform platform)
{
    [Fact]
    public async Task What_is_signed_by_a_published_key_is_no_token()
    {
        var id = await platform.NewCustomer();
        var customer = platform.Customer(id);
        var given = (await customer.Put($"/v1/customers/{id}/consents/advice", new { state = "given" })).Ok();
        var receipt = (await customer.With("Accept", "application/jose").Get($"/v1/customers/{id}/consents/receipts/{given.Text("receiptId")}")).Text;
        var published = (await platform.Anonymous.Get("/.well-known/jwks.json")).Ok().Items("keys").Select(key => key.Text("kid")).ToArray();

        Assert.Contains(Part(receipt, 0).Text("kid"), published);
        Assert.DoesNotContain(Part(customer.Token!, 0).Text("kid"), published);
        (await new ApiClient(platform.Process.Http, receipt).Get("/v1/catalog/purposes")).Problem(401, "token-invalid");
        var grafted = $"{receipt.Split('.')[0]}.{customer.Token!.Split('.')[1]}.{receipt.Split('.')[2]}";
        (await new ApiClient(platform.Process.Http, grafted).Get("/v1/catalog/purposes")).Problem(401, "token-invalid");
        (await customer.Get("/v1/catalog/purposes")).Ok();
    }

    private static JsonElement Part(string token, int segment) =>
        JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[segment]));
}
