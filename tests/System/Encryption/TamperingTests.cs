using System.Reflection;
using Grains;
using Grains.Activity;
using Grains.Encryption;
using Grains.Profile;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Tests.System.Processes;

namespace Tests.System.Encryption;

/// <summary>
/// Somebody who holds the database moves what lies in it, or brings back what lay there. One deployment is filled, stopped, changed by hand
/// and started again.
/// </summary>
[Collection(ClusterTests.Name)]
public sealed class TamperingTests(PlatformCluster cluster)
{
    private static readonly string[] Readers = ["profile", "transactions", "consents", "consents/history", "recommendations"];

    [SkippableFact]
    public async Task What_was_moved_does_not_open_what_was_erased_is_gone_and_what_was_restored_has_no_consent()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var platform = await Deployment.OnNewDatabases(cluster.Postgres);
        platform.StartSilo();
        platform.StartApi();
        await platform.Ready();
        var (swapped, partner, borrowed, lender, mixed, erased, restored, untouched) =
            (await Fill(platform), await Fill(platform), await Fill(platform), await Fill(platform), await Fill(platform), await Fill(platform), await Fill(platform), await Fill(platform));
        var backup = await Payload(platform, restored);
        using (var self = Front.Customer(platform, restored))
        {
            Assert.Equal(200, (await self.Put($"/v1/customers/{restored}/consents/personalised-offers", new { state = "withdrawn" })).Status);
        }

        await platform.Silos[0].Stop();
        var (one, two) = (await Payload(platform, swapped), await Payload(platform, partner));
        await Write(platform, swapped, two);
        await Write(platform, partner, one);
        var sections = new Sections();
        await Write(platform, borrowed, sections.WithProfileOf(await Payload(platform, borrowed), await Payload(platform, lender)));
        await Write(platform, mixed, sections.WithProfileAndActivityExchanged(await Payload(platform, mixed)));
        await Write(platform, restored, backup);
        Assert.Equal(1, await platform.Sql(
            platform.Keys, "UPDATE customer_key SET status = 1, personal = NULL, personal_wrapped_by = NULL WHERE customer = @customer", ("customer", platform.Pseudonym(erased))));
        platform.StartSilo();
        await platform.Ready();

        await NothingOpens(platform, swapped, Readers);
        await NothingOpens(platform, partner, Readers);
        await NothingOpens(platform, borrowed, ["profile"]);
        await NothingOpens(platform, mixed, ["profile", "transactions"]);
        await IsGone(platform, erased);
        await HasNoConsent(platform, restored);
        await Serves(platform, untouched);
        await Serves(platform, lender);
    }

    private static async Task<string> Fill(Deployment platform)
    {
        var id = $"moved-{Guid.NewGuid():N}";
        using var bank = Front.End(platform);
        using var self = Front.Customer(platform, id);
        Assert.Equal(201, (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = id, city = "Brno" } })).Status);
        Assert.Equal(200, (await bank.Post($"/v1/customers/{id}/transactions", Made.Transactions((id, -5m)))).Status);
        Assert.Equal(200, (await self.Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Status);
        return id;
    }

    private static async Task NothingOpens(Deployment platform, string id, string[] readers)
    {
        var before = await Payload(platform, id);
        using var self = Front.Customer(platform, id);
        using var bank = Front.End(platform);
        using var offers = Front.End(platform, "personalised-offers");
        foreach (var reader in readers)
        {
            var answer = await (reader == "recommendations" ? offers : self).Get($"/v1/customers/{id}/{reader}");
            Assert.Equal((reader, 503, "unavailable"), (reader, answer.Status, answer.Code));
            Assert.DoesNotContain("moved-", answer.Body!.ToJsonString(), StringComparison.Ordinal);
        }

        if (readers.Contains("profile"))
        {
            Assert.Equal(503, (await self.Patch($"/v1/customers/{id}/profile", """{"attributes":{"city":"Praha"}}""")).Status);
            Assert.Equal(503, (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "again" } })).Status);
        }

        Assert.Equal(before, await Payload(platform, id));
    }

    /// <summary>What the contract leaves open, or to nobody of these callers.</summary>
    private static bool IsOpenToTheErased(string method, string path) => path["/v1/customers/{id}".Length..] switch
    {
        "/rights" => method == "get",
        "/rights/{requestId}/export" => false,
        var rest => rest.StartsWith("/rights/", StringComparison.Ordinal) || rest.StartsWith("/legal-hold", StringComparison.Ordinal) || rest is "/release" or "/keys/replace",
    };

    private static async Task IsGone(Deployment platform, string id)
    {
        using var anyone = Front.End(platform);
        var document = (await anyone.Get("/openapi/v1.json")).Body!;
        Front[] callers = [Front.Customer(platform, id), Front.End(platform), Front.End(platform, "personalised-offers"), new Front(platform, platform.Issuer.Token("advisor", purposes: "servicing"), "servicing")];
        var operations = 0;
        foreach (var (path, operationsOfPath) in document["paths"]!.AsObject().Where(p => p.Key.StartsWith("/v1/customers/{id}", StringComparison.Ordinal)))
        {
            foreach (var (method, _) in operationsOfPath!.AsObject().Where(o => o.Key is "get" or "put" or "post" or "patch" or "delete"))
            {
                if (IsOpenToTheErased(method, path))
                {
                    continue;
                }

                var route = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{purpose}", "personalised-offers", StringComparison.Ordinal)
                    .Replace("{txId}", "t1", StringComparison.Ordinal).Replace("{decisionId}", "d1", StringComparison.Ordinal);
                var answers = new List<Answer>();
                foreach (var caller in callers)
                {
                    answers.Add(await caller.Send(new HttpMethod(method.ToUpperInvariant()), route, method is "get" or "delete" ? null : "{}", Guid.NewGuid()));
                }

                Assert.All(answers, a => Assert.Contains((a.Status, a.Code), new (int, string?)[] { (410, "customer-erased"), (403, "role-not-allowed") }));
                Assert.Contains(answers, a => a.Status == 410);
                operations++;
            }
        }

        Assert.InRange(operations, 10, 1000);
    }

    private static async Task HasNoConsent(Deployment platform, string id)
    {
        using var self = Front.Customer(platform, id);
        using var offers = Front.End(platform, "personalised-offers");
        var consents = (await self.Get($"/v1/customers/{id}/consents")).Body!["purposes"]!.AsArray();
        Assert.DoesNotContain(consents, p => (string?)p!["state"] == "given");
        Assert.Equal("withdrawn", (string?)consents.Single(p => (string?)p!["purpose"] == "personalised-offers")!["state"]);
        Assert.False((bool)(await offers.Get($"/v1/customers/{id}/recommendations")).Body!["personalised"]!);
    }

    private static async Task Serves(Deployment platform, string id)
    {
        using var self = Front.Customer(platform, id);
        using var offers = Front.End(platform, "personalised-offers");
        Assert.Equal(id, (string?)(await self.Get($"/v1/customers/{id}/profile")).Body!["attributes"]!["givenName"]!["value"]);
        Assert.True((bool)(await offers.Get($"/v1/customers/{id}/recommendations")).Body!["personalised"]!);
    }

    private const string OfCustomer = "GrainIdN0 = @n0 AND GrainIdN1 = @n1";

    private static async Task<byte[]> Payload(Deployment platform, string id)
    {
        var (n0, n1) = Key(platform, id);
        return (await platform.Scalar<byte[]>(platform.Profiles, $"SELECT PayloadBinary FROM OrleansStorage WHERE {OfCustomer}", ("n0", n0), ("n1", n1)))!;
    }

    private static async Task Write(Deployment platform, string id, byte[] payload)
    {
        var (n0, n1) = Key(platform, id);
        Assert.Equal(1, await platform.Sql(
            platform.Profiles, $"UPDATE OrleansStorage SET PayloadBinary = @payload WHERE {OfCustomer}", ("n0", n0), ("n1", n1), ("payload", payload)));
    }

    /// <summary>How the AdoNet provider writes a GUID key: two little-endian halves.</summary>
    private static (long N0, long N1) Key(Deployment platform, string id)
    {
        var bytes = platform.Pseudonym(id).ToByteArray();
        return (BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8));
    }

    /// <summary>Moves sealed sections from place to place as somebody would who knows the format of the rows and has no key.</summary>
    private sealed class Sections
    {
        private readonly Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

        public byte[] WithProfileOf(byte[] row, byte[] other) => Write(Read(row) with { Profile = Read(other).Profile });

        public byte[] WithProfileAndActivityExchanged(byte[] row)
        {
            var record = Read(row);
            var (profile, activity) = (Envelope(record.Profile!), Envelope(record.Activity!));
            var (profileBytes, activityBytes) = (profile.GetValue(record.Profile), activity.GetValue(record.Activity));
            profile.SetValue(record.Profile, activityBytes);
            activity.SetValue(record.Activity, profileBytes);
            return Write(record);
        }

        private static FieldInfo Envelope<T>(Sealed<T> section) => section.GetType().GetField("envelope", BindingFlags.Instance | BindingFlags.NonPublic)!;

        private CustomerRecord Read(byte[] row) => serializer.Deserialize<CustomerRecord>(row)!;

        private byte[] Write(CustomerRecord record) => serializer.SerializeToArray(record);
    }
}
