using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Due;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;
using Grains.Keys;
using Orleans;
using Orleans.Runtime;

namespace Tests.Cluster.Webhooks;

/// <summary>Processors that are told of an erasure, whatever fails on the way.</summary>
[Collection(PlatformCollection.Name)]
public sealed class TellingTests(PlatformCluster platform) : IAsyncLifetime
{
    private const int MostChanges = 60;
    private readonly TimeSpan ahead = platform.Time.Ahead;
    private readonly List<string> registered = [];

    private IPlatform Webhooks => platform.Client.GetGrain<IPlatform>(0);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        platform.Crash.Disarm();
        platform.AsOperator();
        foreach (var id in registered)
        {
            await Webhooks.RemoveWebhook(id);
        }

        platform.Receivers.Answers.Clear();
        platform.Time.Ahead = ahead;
    }

    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task Whichever_change_fails_the_processor_hears_of_it_under_one_id_and_the_request_closes(Tests.Storage.Fault fault)
    {
        var url = $"https://bank.org/{fault}";
        var webhook = await Register(url);
        var changes = 0;
        bool hasFired;
        do
        {
            var id = $"told-{fault}-{++changes}";
            await Create(id);
            platform.Crash.Arm(changes, fault);
            var requestId = await Erase(id);
            var closed = await Until(id, requestId, static r => r.Status == "fulfilled");
            hasFired = platform.Crash.HasFired;
            platform.Crash.Disarm();

            Assert.Single(platform.Receivers.Attempts(url, requestId).Distinct());
            Assert.Equal((webhook, "acknowledged"), (closed.Processors!.Value.Single().WebhookId, closed.Processors.Value.Single().State));
            Assert.Contains(closed.Steps, static s => s is { Step: "downstream", State: "done" });
        }
        while (hasFired && changes < MostChanges);

        Assert.InRange(changes, 15, MostChanges - 1);
    }

    [Fact]
    public async Task A_processor_that_hangs_or_fails_delays_neither_the_key_nor_another_and_is_signed_off_once_it_is_dead()
    {
        var release = new TaskCompletionSource<int?>();
        platform.Receivers.Answers["https://bank.org/hangs"] = () => release.Task;
        var (hangs, works) = (await Register("https://bank.org/hangs"), await Register("https://bank.org/works"));
        await Create("hung");
        var requestId = await Erase("hung");

        var told = await Until("hung", requestId, r => r.Processors?.Any(p => p.WebhookId == works && p.State == "acknowledged") == true);
        Assert.Equal(("in-progress", "told"), (told.Status, told.Processors!.Value.Single(p => p.WebhookId == hangs).State));
        Assert.Null((await platform.Service<ICustomerKeyStore>().Read(platform.KeyOf("hung")))!.Personal);
        Assert.Contains(told.Steps, static s => s is { Step: "certificate", State: "done" });

        release.SetResult(500);
        platform.Receivers.Answers["https://bank.org/hangs"] = static () => Task.FromResult<int?>(500);
        await Until("hung", requestId, r => r.Processors!.Value.Any(p => p.WebhookId == hangs && p.State == "dead"), TimeSpan.FromHours(30));
        Assert.Equal(10, platform.Receivers.Attempts("https://bank.org/hangs", requestId).Length);
        platform.AsOfficer("ada");
        Assert.Equal("fulfilled", (await Rights("hung").SignOff(requestId, new RightsDecision("processor-ceased"))).Value!.Status);
    }

    [Fact]
    public async Task A_delivery_that_hangs_holds_up_no_other_of_the_same_processor()
    {
        const string Url = "https://bank.org/hangs-once";
        var (release, calls) = (new TaskCompletionSource<int?>(), 0);
        platform.Receivers.Answers[Url] = () => Interlocked.Increment(ref calls) == 1 ? release.Task : Task.FromResult<int?>(200);
        await Register(Url);
        await Create("slow");
        var slow = await Erase("slow");
        await Until("slow", slow, _ => platform.Receivers.Attempts(Url, slow).Length == 1);
        for (var i = 0; i < 9; i++)
        {
            await Create($"quick-{i}");
            await Until($"quick-{i}", await Erase($"quick-{i}"), static r => r.Status == "fulfilled");
        }

        release.SetResult(200);
        await Until("slow", slow, static r => r.Status == "fulfilled");
        Assert.Single(platform.Receivers.Attempts(Url, slow));
    }

    [Fact]
    public async Task A_processor_that_is_gone_or_removed_is_sent_nothing_more_and_what_it_was_to_be_told_is_dead()
    {
        platform.Receivers.Answers["https://bank.org/gone"] = static () => Task.FromResult<int?>(410);
        platform.Receivers.Answers["https://bank.org/removed"] = static () => Task.FromResult<int?>(null);
        var (gone, removed) = (await Register("https://bank.org/gone"), await Register("https://bank.org/removed"));
        await Create("gone-1");
        var first = await Erase("gone-1");
        await Until("gone-1", first, r => r.Processors?.Any(p => p.WebhookId == gone && p.State == "dead") == true);
        platform.AsOperator();
        Assert.NotNull((await Webhooks.ListWebhooks()).Value!.Webhooks.Single(w => w.Id == gone).DisabledAt);

        Assert.Null((await Webhooks.RemoveWebhook(removed.ToString())).Refusal);
        await Until("gone-1", first, r => r.Processors!.Value.All(static p => p.State == "dead"), TimeSpan.Zero);
        await Create("gone-2");
        var second = await Erase("gone-2");
        var told = await Until("gone-2", second, static r => r.Processors is [{ State: "dead" }]);
        Assert.Equal(("in-progress", gone), (told.Status, told.Processors!.Value.Single().WebhookId));
        Assert.Empty(platform.Receivers.Attempts("https://bank.org/gone", second));
        platform.AsOfficer("ada");
        Assert.Equal("fulfilled", (await Rights("gone-2").SignOff(second, new RightsDecision("processor-ceased"))).Value!.Status);
    }

    [Fact]
    public async Task A_delivery_is_listed_for_30_days_after_it_was_acknowledged()
    {
        var webhook = await Register("https://bank.org/listed");
        await Create("listed");
        await Until("listed", await Erase("listed"), static r => r.Status == "fulfilled");
        Assert.Equal("acknowledged", (await Listed()).Single().Status);
        platform.Time.Ahead += TimeSpan.FromDays(29);
        await Sweep();
        Assert.Single(await Listed());
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Listed()).Any()) // what was heard may be written a moment later than it was heard
        {
            await tick.WaitForNextTickAsync(patience.Token);
            platform.Time.Ahead += TimeSpan.FromDays(1);
            await Sweep();
        }

        async Task<IEnumerable<WebhookDelivery>> Listed()
        {
            platform.AsOperator();
            return (await Webhooks.ListDeliveries(webhook.ToString(), new DeliveryQuery(10, null))).Value!.Deliveries;
        }
    }

    private ICustomerRights Rights(string id) => platform.Client.GetGrain<ICustomerRights>(platform.KeyOf(id));

    private async Task<Guid> Register(string url)
    {
        platform.AsOperator();
        var webhook = (await Webhooks.RegisterWebhook(new WebhookDraft(url, [DownstreamEvents.Erased]))).Value!;
        registered.Add(webhook.Id.ToString());
        return webhook.Id;
    }

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.Null((await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id)).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Refusal);
    }

    private async Task<string> Erase(string id)
    {
        platform.AsCustomer(id, Guid.NewGuid());
        while (true)
        {
            try
            {
                return (await Rights(id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!.RequestId;
            }
            catch (RefusedException refused) when (refused.Refusal.Code is ProblemCode.Unavailable or ProblemCode.AuditUnavailable)
            {
                // The armed fault; the caller repeats with the same key.
            }
        }
    }

    /// <summary>Does what the due table would bring about, until a request is as it should be.</summary>
    private async Task<RightsRequest> Until(string id, string requestId, Func<RightsRequest, bool> isSo, TimeSpan? step = null)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await tick.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                platform.AsOfficer("ada");
                if ((await Rights(id).Read(requestId)).Value is { } request && isSo(request))
                {
                    return request;
                }

                platform.Time.Ahead += step ?? TimeSpan.FromSeconds(5);
                await Sweep();
            }
            catch (RefusedException)
            {
                // The armed fault; the next round goes on.
            }
        }

        throw new TimeoutException();
    }

    private Task<int> Sweep() => platform.AsSilo(async () =>
    {
        foreach (var kind in (string[])[DueWork.Erasure, DueWork.Delivery])
        {
            await platform.Client.GetGrain<IDue>(kind).AsReference<IRemindable>().ReceiveReminder("tick", default);
        }

        return 0;
    });
}
