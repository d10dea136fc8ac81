using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Tests.System.Processes;

namespace Tests.System.Access;

/// <summary>Every door of a deployment: ApiHost's over HTTP, and each silo's to an Orleans client that comes straight at it. A token is shown
/// with a call that any role may make and that the silo answers itself.</summary>
internal sealed class Doors(Deployment platform, OutsideClient[] silos) : IAsyncDisposable
{
    /// <summary>How many there are.</summary>
    public int Count => 1 + silos.Length;

    public static async Task<Doors> Of(Deployment platform) => new(platform, await OutsideClient.ConnectToEach(platform));

    /// <summary>What each says to a token: null where it opens, else the code of the refusal.</summary>
    public async Task<IReadOnlyList<string?>> Show(string token) =>
        [.. await Task.WhenAll(silos.Select(silo => ShowSilo(silo, token)).Prepend(ShowApiHost(token)))];

    /// <summary>What each silo says.</summary>
    public async Task<IReadOnlyList<string?>> ShowSilos(string token) => [.. await Task.WhenAll(silos.Select(silo => ShowSilo(silo, token)))];

    /// <summary>Waits until every door says the same to a token.</summary>
    public Task Say(string? code, string token, int seconds = 60) => Until.True(
        async () => (await Show(token)).All(said => said == code), () => $"{code ?? "open"} at every door\n{platform.Tail()}", seconds);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
        {
            await silo.DisposeAsync();
        }
    }

    private static async Task<string?> ShowSilo(OutsideClient silo, string token)
    {
        CallContext.Set(CallContext.Token, token);
        try
        {
            await silo.Grains.GetGrain<ICatalog>(0).Purposes();
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal.Code switch { ProblemCode.TokenInvalid => "token-invalid", ProblemCode.TokenMissing => "token-missing", var code => $"{code}" };
        }
    }

    private async Task<string?> ShowApiHost(string token)
    {
        using var front = new Front(platform, token);
        var answer = await front.Get("/v1/catalog/purposes");
        return answer.IsSuccess ? null : answer.Code ?? $"{answer.Status}";
    }
}
