using System.Text.Json.Nodes;
using Tests.System.Processes;

namespace Tests.System.Rights;

/// <summary>Asks for erasures, and sees that they have ended as every erasure does.</summary>
internal static class Erasures
{
    /// <summary>Asks under one operation id until it is acknowledged.</summary>
    /// <returns>The request's id.</returns>
    public static async Task<string> File(Deployment platform, string id, CancellationToken stop)
    {
        using var self = Front.Customer(platform, id);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var key = Guid.NewGuid(); ;)
        {
            try
            {
                var answer = await self.Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" }, key);
                if (answer.IsSuccess)
                {
                    return (string)answer.Body!["requestId"]!;
                }

                Assert.True(answer.Status == 503, $"{answer.Status} {answer.Body}");
            }
            catch (HttpRequestException)
            {
                // Unknown: asked again.
            }

            await pause.WaitForNextTickAsync(stop);
        }
    }

    /// <summary>Waits until an erasure is fulfilled: gone for its customer, asked for once, its key destroyed once, and nothing left to do.</summary>
    /// <returns>The request.</returns>
    public static async Task<JsonNode> Ended(Deployment platform, string id, string request)
    {
        using var self = Front.Customer(platform, id);
        JsonNode? shown = null;
        await Until.True(
            async () => (string?)(shown = (await self.Get($"/v1/customers/{id}/rights/{request}")).Body)?["status"] == "fulfilled", () => $"the erasure to end\n{platform.Tail()}", 150);
        Assert.Equal("customer-erased", (await self.Get($"/v1/customers/{id}/profile")).Code);
        Assert.Single((await self.Get($"/v1/customers/{id}/rights")).Body!["requests"]!.AsArray());
        var customer = platform.Pseudonym(id);
        Assert.Equal(1, await platform.Scalar<long>(
            platform.Keys, "SELECT count(*) FROM customer_key WHERE customer = @customer AND status = 1 AND personal IS NULL AND evidence IS NOT NULL", ("customer", customer)));
        await Until.True(
            async () => await platform.Scalar<long>(platform.Profiles, "SELECT count(*) FROM due WHERE customer = @customer AND kind <> 'evidence'", ("customer", customer)) == 0,
            () => "nothing left to do");
        var key = (await platform.Scalar<Guid>(platform.Keys, "SELECT personal_key_id FROM customer_key WHERE customer = @customer", ("customer", customer))).ToString("N");
        Assert.Equal(1, await platform.Scalar<long>(
            platform.Audit, "SELECT count(*) FROM audit_entry WHERE destroys AND convert_from(leaf, 'UTF8') LIKE @key", ("key", $"%{key}%")));
        return shown!;
    }
}
