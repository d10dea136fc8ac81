using System.Collections.Concurrent;
using System.Text.Json;

namespace Tests.Api;

/// <summary>One running platform for most tests: each uses customers of its own.</summary>
[CollectionDefinition(nameof(Platform))]
public sealed class Platform : IAsyncLifetime, ICollectionFixture<Platform>
{
    private readonly TemporaryFolder folder = new();
    private Callers callers = null!;

    public PlatformProcess Process { get; private set; } = null!;

    public ApiClient Anonymous => new(Process.Http, null);

    public ApiClient Frontend => Callers("frontend").For("servicing");

    public ApiClient Advisor => Callers("advisor").For("servicing").With("Case-Reference", "case 7");

    public ApiClient Officer => Callers("officer");

    public ApiClient SecondOfficer => Callers("officer2");

    public ApiClient Auditor => Callers("auditor");

    public ApiClient Operator => Callers("operator");

    /// <summary>A bank's id that nobody had before.</summary>
    public static string NewId() => $"c-{Guid.NewGuid():N}";

    public ApiClient Customer(string id) => callers.Customer(id).Result;

    /// <summary>A caller of a role; of the customers this one.</summary>
    public ApiClient Caller(string role, string id) => role switch
    {
        "customer" => Customer(id),
        "frontend" => Frontend,
        "advisor" => Advisor,
        _ => Callers(role),
    };

    /// <summary>Makes a customer; gives the id.</summary>
    public async Task<string> NewCustomer(object? attributes = null)
    {
        var id = NewId();
        (await Frontend.Put($"/v1/customers/{id}", new { attributes = attributes ?? new { givenName = "Jana" } })).Ok(201);
        return id;
    }

    /// <summary>Makes a customer who consents to these.</summary>
    public async Task<string> NewCustomerWhoGave(string purpose, object? attributes = null)
    {
        var id = await NewCustomer(attributes);
        (await Customer(id).Put($"/v1/customers/{id}/consents/{purpose}", new { state = "given" })).Ok();
        return id;
    }

    /// <summary>Waits until an erasure has its certificate; gives the request.</summary>
    public async Task<JsonElement> Erased(string id, string requestId)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await tick.WaitForNextTickAsync(patience.Token))
        {
            var request = (await Officer.Get($"/v1/customers/{id}/rights/{requestId}")).Ok();
            if (request.Items("steps").Any(static s => s.Text("step") == "certificate"))
            {
                return request;
            }
        }

        throw new TimeoutException();
    }

    public async Task InitializeAsync()
    {
        Process = await PlatformProcess.Start(folder.Below("data"));
        callers = new Callers(Process.Http);
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        folder.Dispose();
    }

    private ApiClient Callers(string client) => callers.Client(client).Result;
}

/// <summary>Gets tokens of the development issuer, each once.</summary>
public sealed class Callers(HttpClient http)
{
    private readonly ConcurrentDictionary<string, Task<string>> tokens = new();

    public async Task<ApiClient> Client(string id) => new(http, await Token($"grant_type=client_credentials&client_id={id}&client_secret=demo"));

    public async Task<ApiClient> Customer(string id) =>
        new(http, await Token($"grant_type=password&client_id=demo-app&username={Uri.EscapeDataString(id)}&password=demo"));

    private Task<string> Token(string form) => tokens.GetOrAdd(form, async sent =>
    {
        using var answer = await http.PostAsync("/connect/token", ApiClient.Body(sent, "application/x-www-form-urlencoded"));
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).Text("access_token")!;
    });
}
