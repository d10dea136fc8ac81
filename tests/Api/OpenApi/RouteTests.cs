using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Api.OpenApi;

/// <summary>Every route that the server has, those that no document names included.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private readonly Endpoints endpoints = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await endpoints.DisposeAsync();

    [Fact]
    public async Task A_route_asks_for_a_token_unless_the_contract_says_that_it_does_not()
    {
        using var anyone = endpoints.CreateClient();
        var (open, closed) = (0, 0);
        foreach (var route in endpoints.All)
        {
            var path = $"/{route.RoutePattern.RawText!.TrimStart('/')}";
            var isOpen = Contract.Open.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal));
            Assert.True((isOpen || Contract.Shape(path) == Contract.OpenByCode) == (route.Metadata.GetMetadata<IAllowAnonymous>() is not null), path);
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var answer = await anyone.SendAsync(new HttpRequestMessage(new HttpMethod(method), Contract.Shape(path).Replace("{}", "1", StringComparison.Ordinal)));
                Assert.True(isOpen == (answer.StatusCode != HttpStatusCode.Unauthorized), $"{method} {path}: {answer.StatusCode}");
                (open, closed) = isOpen ? (open + 1, closed) : (open, closed + 1);
            }
        }

        Assert.True(open > 0 && closed > 0, $"{open} open, {closed} closed");
    }

    [Fact]
    public async Task A_route_of_the_contract_leaves_the_role_to_the_grain_and_stands_in_the_contract()
    {
        var provider = endpoints.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (var route in endpoints.All.Where(r => r.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal)))
        {
            var policy = await AuthorizationPolicy.CombineAsync(provider, route.Metadata.GetOrderedMetadata<IAuthorizeData>(), route.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
            Assert.All(policy!.Requirements, r => Assert.IsType<DenyAnonymousAuthorizationRequirement>(r));
            Assert.All(route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, method =>
                Assert.Contains($"{method} {Contract.Shape('/' + route.RoutePattern.RawText!.TrimStart('/'))}", Contract.Roles.Keys));
        }
    }
}
