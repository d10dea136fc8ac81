using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ApiHost.Access;
using Grains.Interfaces.Access;

namespace Tests.Api.Access;

/// <summary>The development issuer over real HTTP.</summary>
public sealed class DevelopmentIssuerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("issuer").FullName;
    private IssuerHost host = null!;

    public static TheoryData<string, string, string> Clients => new()
    {
        { "frontend", "Frontend", "personalised-offers servicing" },
        { "advisor", "Advisor", "advice servicing" },
        { "officer", "Officer", "" },
        { "officer2", "Officer", "" },
        { "auditor", "Auditor", "" },
        { "operator", "Operator", "" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "", "invalid_request" },
        { "grant_type=", "invalid_request" },
        { "grant_type=client_credentials", "invalid_request" },
        { "grant_type=client_credentials&client_id=frontend", "invalid_request" },
        { "grant_type=client_credentials&client_id=frontend&client_secret=Demo", "invalid_client" },
        { "grant_type=client_credentials&client_id=frontend&client_secret=demodemo", "invalid_client" },
        { "grant_type=client_credentials&client_id=Frontend&client_secret=demo", "invalid_client" },
        { "grant_type=client_credentials&client_id=customer&client_secret=demo", "invalid_client" },
        { "grant_type=client_credentials&client_id=demo-app&client_secret=demo", "invalid_client" },
        { "grant_type=client_credentials&client_id=frontend&client_id=operator&client_secret=demo", "invalid_request" },
        { "grant_type=password&client_id=demo-app&username=C1", "invalid_request" },
        { "grant_type=password&client_id=demo-app&username=C1&password=wrong", "invalid_grant" },
        { "grant_type=password&client_id=demo-app&username=a%2Fb&password=demo", "invalid_grant" },
        { "grant_type=password&client_id=demo-app&username=a%00b&password=demo", "invalid_request" },
        { "grant_type=password&client_id=frontend&client_secret=demo&username=C1&password=demo", "invalid_client" },
        { "grant_type=password&username=C1&password=demo", "invalid_client" },
        { "grant_type=authorization_code&client_id=demo-app&code=x", "unsupported_grant_type" },
        { "grant_type=refresh_token&client_id=demo-app&refresh_token=x", "unsupported_grant_type" },
        { "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=demo-app", "unsupported_grant_type" },
        { "grant_type=nonsense&client_id=frontend&client_secret=demo", "unsupported_grant_type" },
    };

    public async Task InitializeAsync() => host = await IssuerHost.Start(folder);

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_client_gets_a_token_that_opens_the_door_as_what_it_is(string client, string role, string purposes)
    {
        var who = await Who(await Token($"grant_type=client_credentials&client_id={client}&client_secret=demo"));

        Assert.Equal((role, client, client, null, purposes), (who.Role, who.Subject, who.ClientId, who.Customer, who.Purposes));
        Assert.False(who.HasAuthTime);
        Assert.Equal(role.ToLowerInvariant(), who.RoleClaim);
    }

    [Fact]
    public async Task A_customer_signs_in_with_the_password_and_gets_a_token_of_their_own()
    {
        var who = await Who(await Token("grant_type=password&client_id=demo-app&username=C-1.2_3~4&password=demo"));

        Assert.Equal(("Customer", "C-1.2_3~4", "demo-app"), (who.Role, who.Subject, who.ClientId));
        Assert.Equal(new Pseudonyms(new byte[32]).Of("C-1.2_3~4").ToString(), who.Customer);
        Assert.True(who.HasAuthTime);
    }

    [Fact]
    public async Task A_client_may_show_its_secret_in_the_authorization_header()
    {
        using var request = Ask("grant_type=client_credentials");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("officer:demo")));

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_wrong_request_gets_the_error_of_RFC_6749(string form, string error)
    {
        using var request = Ask(form);
        using var response = await host.Client.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.InRange((int)response.StatusCode, 400, 401);
        Assert.Equal(error, body.GetProperty("error").GetString());
        Assert.False(body.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task What_is_no_form_is_an_invalid_request_and_never_a_fault_of_the_server()
    {
        HttpContent[] contents =
        [
            new StringContent("{\"grant_type\":\"password\"}", Encoding.UTF8, "application/json"),
            new StringContent(new string('a', 100_000), Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent(string.Join('&', Enumerable.Range(0, 3_000).Select(i => $"{i}=")), Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent("%%%=%zz&grant_type", Encoding.UTF8, "application/x-www-form-urlencoded"),
            new ByteArrayContent([0xff, 0xfe, 0x00]),
        ];
        foreach (var content in contents)
        {
            using var response = await host.Client.PostAsync("/connect/token", content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("invalid_request", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
        }

        using var get = await host.Client.GetAsync("/connect/token?grant_type=client_credentials&client_id=frontend&client_secret=demo");
        Assert.Equal(HttpStatusCode.BadRequest, get.StatusCode);
    }

    [Fact]
    public async Task The_answer_has_the_shape_of_the_contract_and_the_token_that_of_RFC_9068()
    {
        using var request = Ask("grant_type=client_credentials&client_id=frontend&client_secret=demo");
        using var response = await host.Client.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(["access_token", "expires_in", "token_type"], body.EnumerateObject().Select(m => m.Name).Order());
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal(3600, body.GetProperty("expires_in").GetInt32());
        var (header, payload) = Read(body.GetProperty("access_token").GetString()!);
        Assert.Equal(("ES256", "at+jwt"), (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()));
        Assert.Equal("profile-platform", payload.GetProperty("aud").GetString());
        Assert.Equal("http://localhost:5080/", payload.GetProperty("iss").GetString());
        Assert.Equal(3600, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Discovery_names_the_same_issuer_and_addresses_under_any_host_name_and_the_key_that_signs()
    {
        var plain = await host.Client.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        forged.Headers.Host = "evil.test";
        using var answer = await host.Client.SendAsync(forged);
        var other = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("http://localhost:5080/", plain.GetProperty("issuer").GetString());
        Assert.Equal("http://localhost:5080/connect/jwks", plain.GetProperty("jwks_uri").GetString());
        Assert.Equal("http://localhost:5080/connect/token", plain.GetProperty("token_endpoint").GetString());
        Assert.Equal(plain.GetRawText(), other.GetRawText());

        var key = Assert.Single((await host.Client.GetFromJsonAsync<JsonElement>("/connect/jwks")).GetProperty("keys").EnumerateArray().ToList());
        var (header, _) = Read(await Token("grant_type=client_credentials&client_id=auditor&client_secret=demo"));
        Assert.Equal(header.GetProperty("kid").GetString(), key.GetProperty("kid").GetString());
        Assert.Equal("EC", key.GetProperty("kty").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Fact]
    public async Task Tokens_survive_a_restart_and_the_key_file_is_its_owners_alone()
    {
        var token = await Token("grant_type=client_credentials&client_id=auditor&client_secret=demo");
        var file = Path.Combine(folder, "issuer.json");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal([file], Directory.GetFiles(folder));
        await host.DisposeAsync();
        host = await IssuerHost.Start(folder);

        Assert.Equal("auditor", (await Who(token)).Subject);
    }

    [Fact]
    public async Task Outside_Development_it_refuses_to_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => IssuerHost.Start(folder, "Production"));

        Assert.Contains("Identity:Authority", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_paths_never_meet_the_issuer() => Assert.Equal("untouched", await host.Client.GetStringAsync("/open"));

    [Fact]
    public async Task A_token_minted_in_process_opens_the_door_like_one_of_the_endpoint()
    {
        var issuer = new DevelopmentIssuer(new Uri("http://localhost:5080"), folder, ["servicing"]);

        var who = await Who(issuer.Mint(issuer.GrantOf("frontend")!, TimeProvider.System.GetUtcNow()));

        Assert.Equal(("Frontend", "frontend", "servicing"), (who.Role, who.ClientId, who.Purposes));
    }

    private static (JsonElement Header, JsonElement Payload) Read(string token)
    {
        var segments = token.Split('.');
        return (Decode(segments[0]), Decode(segments[1]));

        static JsonElement Decode(string segment) => JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(segment));
    }

    private static HttpRequestMessage Ask(string form) =>
        new(HttpMethod.Post, "/connect/token") { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };

    private async Task<string> Token(string form)
    {
        using var request = Ask(form);
        using var response = await host.Client.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private async Task<IssuerHost.Answer> Who(string token)
    {
        using var response = await host.Whoami(token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<IssuerHost.Answer>())!;
    }
}
