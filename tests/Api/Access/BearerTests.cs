using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Silo.Access.Tokens;

namespace Tests.Api.Access;

/// <summary>The front door with an issuer elsewhere: what it lets in, and what it says to what it does not.</summary>
public sealed class BearerTests : IAsyncLifetime
{
    private readonly TestIssuer issuer = TestIssuer.Listen();
    private IssuerHost host = null!;

    public async Task InitializeAsync() => host = await IssuerHost.StartWith(issuer.Name);

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        issuer.Dispose();
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("BEARER   ")]
    public async Task A_good_token_is_let_in_whatever_the_case_of_its_scheme(string scheme)
    {
        using var response = await Get("/whoami", scheme + issuer.Token("advisor", purposes: "advice"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Advisor", (await response.Content.ReadFromJsonAsync<IssuerHost.Answer>())!.Role);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic ZGVtbzpkZW1v")]
    [InlineData("Bearerx")]
    public async Task Without_a_bearer_token_the_problem_is_token_missing(string? authorization)
    {
        using var response = await Get("/whoami", authorization);

        await IsProblem(response, HttpStatusCode.Unauthorized, "token-missing");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_token_that_does_not_verify_is_the_problem_token_invalid(string authorization)
    {
        using var response = await Get("/whoami", authorization);

        await IsProblem(response, HttpStatusCode.Unauthorized, "token-invalid");
        Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Two_headers_are_refused_even_where_both_are_good()
    {
        var token = issuer.Token("auditor");
        using var good = await Get("/whoami", $"Bearer {token}");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        var answer = await Raw($"GET /whoami HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains("token-invalid", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_the_query_does_not_count()
    {
        using var response = await Get($"/whoami?access_token={issuer.Token("auditor")}", null);

        await IsProblem(response, HttpStatusCode.Unauthorized, "token-missing");
    }

    [Fact]
    public async Task A_route_that_asks_for_a_role_refuses_the_others()
    {
        using var wrong = await Get("/operators", $"Bearer {issuer.Token("auditor")}");
        using var right = await Get("/operators", $"Bearer {issuer.Token("operator")}");

        await IsProblem(wrong, HttpStatusCode.Forbidden, "role-not-allowed");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task An_open_route_minds_no_bad_token()
    {
        using var response = await Get("/open", "Bearer x");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Beside_the_banks_issuer_there_is_no_other()
    {
        using var response = await host.Client.PostAsync("/connect/token", new StringContent("grant_type=client_credentials"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task New_keys_are_found_and_retired_ones_forgotten_over_HTTP()
    {
        var old = issuer.Token("auditor");
        using var before = await Get("/whoami", $"Bearer {old}");
        issuer.Rotate();
        using var fresh = await Get("/whoami", $"Bearer {issuer.Token("auditor")}");
        using var after = await Get("/whoami", $"Bearer {old}");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
        await IsProblem(after, HttpStatusCode.Unauthorized, "token-invalid");
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_reached_is_unavailable_and_no_fault_of_the_token()
    {
        using var silent = TestIssuer.Listen();
        silent.IsReachable = false;
        await using var closed = await IssuerHost.StartWith(silent.Name);

        using var response = await closed.Whoami(silent.Token("auditor"));

        await IsProblem(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_brings_no_keys()
    {
        using var discovery = new IssuerDiscovery(issuer.Name.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), development: true);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => discovery.Fetch(default));

        Assert.Contains("another issuer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("issuer.test", true)]
    [InlineData("http://issuer.test", true)]
    [InlineData("http://localhost.issuer.test", true)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("ftp://localhost", true)]
    [InlineData("https://user@issuer.test", false)]
    [InlineData("https://issuer.test/?tenant=1", false)]
    public void An_authority_that_cannot_be_trusted_is_an_error_of_the_configuration(string authority, bool development)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new IssuerDiscovery(authority, development));

        Assert.Contains("Identity:Authority", error.Message, StringComparison.Ordinal);
        new IssuerDiscovery("https://issuer.test/realms/bank", development).Dispose();
    }

    private static async Task IsProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["code", "detail", "status", "title", "traceId", "type"], problem.EnumerateObject().Select(m => m.Name).Order());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
    }

    private async Task<HttpResponseMessage> Get(string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await host.Client.SendAsync(request);
    }

    private async Task<string> Raw(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
