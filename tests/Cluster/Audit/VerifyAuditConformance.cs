using System.Text;
using Grains.Audit;
using Silo.Audit;
using Silo.Keys;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Audit;

/// <summary>The command <c>verify-audit</c> over a store of each kind: shard 1 has 320 entries, signed at 100, 300 and 320.</summary>
public abstract class VerifyAuditConformance : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SigningKeys keys = WrittenLog.NewKeys();

    protected TemporaryFolder Folder => folder;

    private WrittenLog Log { get; set; } = null!;

    /// <summary>What the command is given.</summary>
    protected abstract string Place { get; }

    public async Task InitializeAsync()
    {
        Log = new WrittenLog(await Open(), keys, folder.File("sink"));
        await Log.Install();
        await Log.Write(100, 200, 20);
    }

    public async Task DisposeAsync()
    {
        if (Log is not null)
        {
            await Log.DisposeAsync();
        }
    }

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    internal abstract Task<Stores> Open();

    [SkippableFact]
    public async Task A_good_log_is_good_by_the_key_given_and_by_its_own()
    {
        var output = await Verify(0, "--key", Log.VerifierKey, "--sink", Log.Sink);
        Assert.Contains("shard 1: 320 entries, root ", output, StringComparison.Ordinal);
        Assert.Contains("6 checkpoints, signed up to 320", output, StringComparison.Ordinal);
        Assert.EndsWith("good\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps beside itself", output, StringComparison.Ordinal);
        Assert.Contains("keeps beside itself", await Verify(0), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_key_proves_nothing()
    {
        using var other = WrittenLog.NewKeys();
        Assert.Contains("entry 0, or one after it up to 99, has no proof: the log's checkpoint over 100 entries", await Verify(1, "--key", other.CheckpointKey.X), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_changed_entry_is_named()
    {
        var leaf = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(await Log.Leaf(17)).Replace("allowed", "unheard", StringComparison.Ordinal));
        await Log.Sql("UPDATE audit_entry SET leaf = @leaf WHERE shard = 1 AND idx = 17", new { leaf });
        await Names("shard 1: BAD: entry 17 was changed");
        await Log.Sql("UPDATE audit_entry SET hash = @hash WHERE shard = 1 AND idx = 17", new { hash = MerkleHash.Leaf(leaf) });
        await Names("shard 1: BAD: entry 0, or one after it up to 99, was changed");
    }

    /// <summary>An erasure that is not found among the erasures would not be done again after a restore.</summary>
    [SkippableFact]
    public async Task An_entry_that_is_hidden_from_the_erasures_or_put_among_them_is_named()
    {
        await Log.Sql("UPDATE audit_entry SET destroys = NOT destroys WHERE shard = 1 AND idx = 17");
        await Names("shard 1: BAD: entry 17 was changed: time, customer, id, text or keys beside its bytes");
    }

    [SkippableFact]
    public async Task A_copy_from_before_keys_were_destroyed_is_verified_like_any_other()
    {
        await Log.Sql("DROP INDEX audit_entry_destroys");
        await Log.Sql("ALTER TABLE audit_entry DROP COLUMN destroys");
        await Log.Sql("DELETE FROM schema_version WHERE number > 1");
        await Verify(0, "--key", Log.VerifierKey, "--sink", Log.Sink);
    }

    [SkippableFact]
    public async Task A_dropped_entry_is_named()
    {
        await Log.Sql("DELETE FROM audit_entry WHERE shard = 1 AND idx = 17");
        await Names("shard 1: BAD: entry 17 was dropped");
        await Log.Sql("UPDATE audit_entry SET idx = -idx WHERE shard = 1 AND idx > 17");
        await Log.Sql("UPDATE audit_entry SET idx = -idx - 1 WHERE shard = 1 AND idx < 0");
        await Names("shard 1: BAD: entry 17 was dropped: in its place stands entry 18");
    }

    [SkippableFact]
    public async Task Reordered_entries_are_named()
    {
        foreach (var (from, to) in new[] { (17, -1), (200, 17), (-1, 200) })
        {
            await Log.Sql("UPDATE audit_entry SET idx = @to WHERE shard = 1 AND idx = @from", new { from, to });
        }

        await Names("shard 1: BAD: entry 17 was reordered: in its place stands entry 200");
    }

    [SkippableFact]
    public async Task A_truncated_log_is_named_by_its_own_checkpoint_and_then_by_the_sinks()
    {
        await Log.Sql("DELETE FROM audit_entry WHERE shard = 1 AND idx >= 310");
        await Names("shard 1: BAD: entry 310 was truncated, with all after it");
        await Log.Sql("DELETE FROM audit_checkpoint WHERE shard = 1 AND size > 300");
        Assert.Contains("has no proof: the log says that 320 are signed", await Verify(1, "--key", Log.VerifierKey), StringComparison.Ordinal);
        await Log.Sql("UPDATE audit_shard SET signed = 300 WHERE shard = 1");
        await Verify(0, "--key", Log.VerifierKey);
        Assert.Contains("shard 1: BAD: entry 310 was truncated, with all after it: the sink's 1-320.checkpoint", await Verify(1, "--sink", Log.Sink), StringComparison.Ordinal);
    }

    /// <summary>Whoever holds the keys writes a second history: the sink has the first.</summary>
    [SkippableFact]
    public async Task A_forked_log_is_named_with_the_sink()
    {
        var forked = new WrittenLog(await Open(), keys, folder.File("other-sink"));
        await Log.Sql("DELETE FROM audit_entry WHERE shard = 1 AND idx >= 150");
        await Log.Sql("DELETE FROM audit_block WHERE shard = 1");
        await Log.Sql("DELETE FROM audit_checkpoint WHERE shard = 1 AND size > 100");
        await Log.Sql("UPDATE audit_shard SET signed = 100 WHERE shard = 1");
        await forked.Write(150, 40);
        await Verify(0, "--key", Log.VerifierKey);
        Assert.Contains(
            "shard 1: BAD: entry 100, or one after it up to 299, was forked: the sink's 1-300.checkpoint", await Verify(1, "--sink", Log.Sink), StringComparison.Ordinal);
        await forked.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_forged_checkpoint_is_named()
    {
        await Log.Sql("UPDATE audit_checkpoint SET note = (SELECT note FROM audit_checkpoint WHERE shard = 1 AND size = 100) WHERE shard = 1 AND size = 300");
        await Names("shard 1: BAD: entry 100, or one after it up to 299, has no proof: the log's checkpoint over 300 entries");
    }

    [SkippableFact]
    public async Task Entries_of_no_shard_and_shards_of_no_log_are_named()
    {
        await Log.Sql("UPDATE audit_entry SET shard = 9 WHERE shard = 1 AND idx = 319");
        Assert.Contains("BAD: 1 entries are in no shard of the log", await Verify(1), StringComparison.Ordinal);
        await Log.Sql("DELETE FROM audit_shard WHERE shard = 1");
        Assert.Contains("shard 1: BAD: entry 0 was truncated, with all after it: the sink holds checkpoints", await Verify(1, "--sink", Log.Sink), StringComparison.Ordinal);
        await Log.Sql("DELETE FROM audit_shard");
        await Log.Sql("DELETE FROM audit_entry");
        Assert.Contains("the log has no shards", await Verify(1), StringComparison.Ordinal);
    }

    /// <summary>Stops whoever has the log open.</summary>
    protected ValueTask Close() => Log.DisposeAsync();

    protected async Task<string> Verify(int expected, params string[] options)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await VerifyAudit.Run([Place, .. options], output);
        Assert.True(code == expected, $"{expected} was expected, {code} came: {output}");
        return output.ToString();
    }

    private async Task Names(string fault)
    {
        foreach (var options in new[] { new[] { "--key", Log.VerifierKey }, ["--sink", Log.Sink] })
        {
            var output = await Verify(1, options);
            Assert.Contains(fault, output, StringComparison.Ordinal);
            Assert.EndsWith("BAD\n", output, StringComparison.Ordinal);
        }
    }
}
