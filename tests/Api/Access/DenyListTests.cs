using System.Buffers.Text;
using System.Text.Json;
using Grains.Interfaces.Access;

namespace Tests.Api.Access;

/// <summary>The deny list of a platform on its own issuer: whom the file names is out within a minute, and nobody else.</summary>
public sealed class DenyListTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly string Secret = new('s', 40);

    private readonly TemporaryFolder folder = new();
    private PlatformProcess process = null!;
    private Callers callers = null!;

    private string List => folder.Below("deny.txt");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(List, "# nobody yet\n");
        process = await PlatformProcess.Start(folder.Below("data"), 0, ("Identity__DenyList", List), ("Pseudonym__Secret", Secret));
        callers = new Callers(process.Http);
    }

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_token_a_subject_a_client_and_a_customer_can_be_denied()
    {
        var (token, stranger, friend) = (await callers.Client("frontend"), await callers.Customer("c-1"), await callers.Customer("c-2"));
        var another = await new Callers(process.Http).Client("frontend");
        var (client, subject) = (await callers.Client("auditor"), await callers.Client("operator"));
        foreach (var caller in (ApiClient[])[token, another, stranger, friend, client, subject])
        {
            (await caller.Get("/v1/catalog/purposes")).Ok();
        }

        var pseudonym = new Pseudonyms(System.Text.Encoding.UTF8.GetBytes(Secret)).Of("c-1");
        await File.WriteAllTextAsync(List, $"jti {IdOf(token)}\nsub operator\nclient auditor\ncustomer {pseudonym}\n");
        await Refused(token);

        foreach (var caller in (ApiClient[])[token, stranger, client, subject])
        {
            (await caller.Get("/v1/catalog/purposes")).Problem(401, "token-invalid");
        }

        (await another.Get("/v1/catalog/purposes")).Ok();
        (await friend.Get("/v1/catalog/purposes")).Ok();
        (await (await new Callers(process.Http).Client("auditor")).Get("/v1/catalog/purposes")).Problem(401, "token-invalid");
        Assert.DoesNotContain("c-1", process.Output, StringComparison.Ordinal);
    }

    private static async Task Refused(ApiClient caller)
    {
        using var patience = new CancellationTokenSource(Minute);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await caller.Get("/v1/catalog/purposes")).Status != 401)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static string IdOf(ApiClient caller) =>
        JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(caller.Token!.Split('.')[1])).Text("jti")!;
}
