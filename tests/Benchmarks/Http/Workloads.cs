using Tests.Benchmarks.Load;
using Tests.Benchmarks.Platform;

namespace Tests.Benchmarks.Http;

/// <summary>What is asked of every server, with real tokens: customers' own for reading, the front end's for the rest.</summary>
internal sealed class Workloads
{
    private readonly BenchmarkOptions options;
    private readonly string frontend;
    private readonly string[] customers;

    private Workloads(BenchmarkOptions options, string frontend, string[] customers)
    {
        this.options = options;
        this.frontend = frontend;
        this.customers = customers;
    }

    /// <summary>Fetches the tokens.</summary>
    public static async Task<Workloads> Create(BenchmarkOptions options, PlatformClient client)
    {
        var tokens = new string[options.Customers];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = await client.CustomerToken(BankCustomers.Id(i));
        }

        return new(options, await client.FrontendToken(), tokens);
    }

    /// <summary>One anonymous request.</summary>
    public static LoadPlan Bare(Server target) => new(target.Address, [new("GET", "/", new Dictionary<string, string>())]);

    /// <summary>Customers read their recommendations.</summary>
    public LoadPlan Recommendations(Server target) => Read(target, "recommendations?surface=home&limit=3");

    /// <summary>Customers read their profiles.</summary>
    public LoadPlan Profiles(Server target) => Read(target, "profile");

    /// <summary>The front end posts transactions, one a call, none twice.</summary>
    public LoadPlan Transactions(Server target) => new(target.Address, [.. Enumerable.Range(0, options.Customers).Select(i =>
        new LoadRequest("POST", Path(i, "transactions"), AsFrontend("servicing"), BankCustomers.FreshTransaction(i)))]);

    /// <summary>The front end reads sleeping customers' recommendations.</summary>
    /// <param name="target">The server.</param>
    /// <param name="first">The first of the sleepers, from 0.</param>
    /// <param name="count">How many.</param>
    public LoadPlan Touch(Server target, int first, int count) => OfSleepers(target, first, count, "recommendations?surface=home&limit=3", "personalised-offers");

    /// <summary>The front end reads sleeping customers' profiles.</summary>
    /// <param name="target">The server.</param>
    /// <param name="first">The first of the sleepers, from 0.</param>
    /// <param name="count">How many.</param>
    public LoadPlan TouchProfile(Server target, int first, int count) => OfSleepers(target, first, count, "profile", "servicing");

    private static string Path(int customer, string resource) => $"/v1/customers/{BankCustomers.Id(customer)}/{resource}";

    private LoadPlan Read(Server target, string resource) => new(target.Address, [.. customers.Select((token, i) =>
        new LoadRequest("GET", Path(i, resource), new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" }))]);

    private LoadPlan OfSleepers(Server target, int first, int count, string resource, string purpose) => new(target.Address, [.. Enumerable.Range(options.Customers + first, count).Select(i =>
        new LoadRequest("GET", Path(i, resource), AsFrontend(purpose)))]);

    private Dictionary<string, string> AsFrontend(string purpose) => new()
    {
        ["Authorization"] = $"Bearer {frontend}",
        ["Processing-Purpose"] = purpose,
        ["Content-Type"] = "application/json",
    };
}
