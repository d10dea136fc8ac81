using System.Security.Cryptography;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Grains.Keys;
using Silo.Audit;
using Silo.Keys;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Keys;

/// <summary>What a start does with keys that an older copy of the keys store brought back.</summary>
public sealed class DestroyedKeysTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly List<CustomerKeyRow> rows = [];
    private Stores stores = null!;
    private CustomerKeyStore keys = null!;
    private AuditStore log = null!;

    private string Sink => folder.File("sink");

    public async Task InitializeAsync()
    {
        stores = Stores.InFolder(folder.Path);
        await SchemaInstaller.Install(stores);
        (keys, log) = (new CustomerKeyStore(stores), await AuditStore.Open(stores));
        while (rows.Count < 3)
        {
            rows.Add(await keys.Create(Fresh()));
        }
    }

    public async Task DisposeAsync()
    {
        await stores.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_key_that_the_log_or_the_sink_names_is_destroyed_again_and_no_other()
    {
        await Append(rows[0].PersonalKeyId);
        await AuditSinks.Of(Sink).TakeErasure(rows[1].PersonalKeyId);

        Assert.Equal(2, await Start());
        Assert.Equal(0, await Start());

        Assert.Equal([CustomerKeyStatus.Erased, CustomerKeyStatus.Erased, CustomerKeyStatus.Active], await Statuses());
    }

    /// <summary>The log is written before the key is destroyed and the sink after it: who is killed in between leaves the sink without.</summary>
    [Fact]
    public async Task A_folder_gets_what_it_has_not_yet_so_that_an_older_log_too_is_put_right()
    {
        await Append(rows[0].PersonalKeyId);
        await Start();
        Assert.Equal([rows[0].PersonalKeyId], AuditSinks.Of(Sink).Erasures());
    }

    [Fact]
    public async Task More_of_them_than_one_statement_takes_are_all_destroyed()
    {
        var more = new List<Guid>();
        while (more.Count < 1200)
        {
            more.Add(more.Count % 100 == 0 ? (await keys.Create(Fresh())).PersonalKeyId : Guid.NewGuid());
        }

        await Append([.. more]);
        Assert.Equal(12, await Start());
    }

    [Fact]
    public async Task A_sink_that_cannot_be_read_refuses_the_start_in_one_line()
    {
        await File.WriteAllTextAsync(Sink, "no folder");
        await Append(rows[0].PersonalKeyId);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => DestroyedKeys.Destroy(keys, log, new FolderSink(Sink)));
        Assert.Contains("Audit:Sink", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(CustomerKeyStatus.Erased, (await Statuses())[0]); // what is known is done even so
    }

    private static CustomerKeyRow Fresh() => new()
    {
        Customer = Guid.NewGuid(), PersonalKeyId = Guid.NewGuid(), EvidenceKeyId = Guid.NewGuid(),
        Personal = new WrappedKey("generation", RandomNumberGenerator.GetBytes(40)), Evidence = new WrappedKey("generation", RandomNumberGenerator.GetBytes(40)),
    };

    private Task<int> Start() => DestroyedKeys.Destroy(keys, log, AuditSinks.Of(Sink));

    private async Task<CustomerKeyStatus[]> Statuses() => await Task.WhenAll(rows.Select(async row => (await keys.Read(row.Customer))!.Status));

    private async Task Append(params Guid[] destroyed)
    {
        var entry = new AuditEntry
        {
            Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Kind = AuditKind.Mutation, Operation = "keys.destroy", Outcome = "allowed", DestroyedKeys = [.. destroyed],
        };
        Assert.True(await log.Append(AuditBatch.Place(0, [entry], new MerkleFrontier())));
    }
}
