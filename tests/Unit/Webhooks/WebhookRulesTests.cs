using System.Text;
using System.Text.Json;
using Grains.Interfaces.Webhooks;
using Grains.Webhooks;

namespace Tests.Unit.Webhooks;

/// <summary>What a webhook must look like, and how what it is sent looks.</summary>
public sealed class WebhookRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("https://hooks.bank.org/erasures?key=1", true)]
    [InlineData("http://hooks.bank.org/", false)]
    [InlineData("http://127.0.0.1:8080/", false)]
    [InlineData("https://user@hooks.bank.org/", false)]
    [InlineData("https://hooks.bank.org/#part", false)]
    [InlineData("ftp://hooks.bank.org/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/erasures", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_webhook_is_at_a_plain_https_address(string? url, bool isGood) =>
        Assert.Equal(isGood, WebhookRules.Judge(new WebhookDraft(url, [DownstreamEvents.Erased]), allowLoopback: false).Refusal is null);

    [Theory]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("http://localhost:8080/", true)]
    [InlineData("http://10.0.0.1/", false)]
    public void Development_may_allow_http_on_loopback_and_nowhere_else(string url, bool isGood) =>
        Assert.Equal(isGood, WebhookRules.Judge(new WebhookDraft(url, [DownstreamEvents.Erased]), allowLoopback: true).Refusal is null);

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var refusal = WebhookRules.Judge(new WebhookDraft("x", [DownstreamEvents.Erased, "customer.born", DownstreamEvents.Erased]), allowLoopback: false).Refusal!;

        Assert.Equal(["/url", "/events/1", "/events/2"], refusal.Errors.Select(e => e.Pointer));
        Assert.Equal("/events", WebhookRules.Judge(new WebhookDraft("https://bank.org/", []), allowLoopback: false).Refusal!.Errors.Single().Pointer);
    }

    /// <summary>The example of the specification's reference libraries.</summary>
    [Fact]
    public void The_published_example_is_signed_as_published()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("{\"test\": 2432232314}")));
    }

    [Fact]
    public void The_body_is_a_cloud_event_and_the_same_each_time()
    {
        var note = new DeliveryNote
        {
            Id = Guid.NewGuid(), Event = DownstreamEvents.Erased, Customer = Guid.NewGuid(), RequestId = "r", Subject = DeliveryBody.Subject(new byte[32], "jana"), HappenedAt = Now, CreatedAt = Now,
        };
        var body = DeliveryBody.Of(note).ToArray();
        var json = JsonSerializer.Deserialize<JsonElement>(body);

        Assert.Equal(body, DeliveryBody.Of(note with { Attempts = 3 }).ToArray());
        Assert.Equal(["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"], json.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("1.0", note.Id, "erasure"), (json.GetProperty("specversion").GetString(), json.GetProperty("id").GetGuid(), json.GetProperty("data").GetProperty("right").GetString()));
        Assert.Equal(43, note.Subject.Length);
        Assert.DoesNotContain(note.Customer.ToString("N"), Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }
}
