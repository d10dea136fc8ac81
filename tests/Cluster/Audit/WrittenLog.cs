using System.Security.Cryptography;
using Dapper;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using Silo.Audit;
using Silo.Keys;
using Silo.Storage;

namespace Tests.Audit;

/// <summary>A log that was written as the platform writes it, in a store and a sink of a test's own.</summary>
internal sealed class WrittenLog(Stores stores, SigningKeys keys, string sink) : IAsyncDisposable
{
    public const string Service = "bank";
    private const int Shard = 1;

    public string Sink => sink;

    public string VerifierKey => new VerifierKey(CheckpointText.OriginOf(Service, 0), global::System.Buffers.Text.Base64Url.DecodeFromChars(keys.CheckpointKey.X)).ToString();

    public static SigningKeys NewKeys() => new(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));

    /// <summary>Writes to shard 1, and signs after each number of entries.</summary>
    public async Task Write(params int[] counts)
    {
        var log = await AuditStore.Open(stores);
        using var shard = new AuditShard(Shard, Service, new AuditParts(log, keys, AuditSinks.Of(sink), TimeProvider.System, NullLogger.Instance));
        foreach (var count in counts)
        {
            for (var i = 0; i < count; i++)
            {
                await shard.Append(Entry());
            }

            var newest = await shard.Sign();
            var file = Path.Combine(sink, $"{Shard}-{newest.Size}.checkpoint");
            Assert.True(SpinWait.SpinUntil(() => File.Exists(file), TimeSpan.FromSeconds(30)), "The sink has no checkpoint.");
        }
    }

    /// <summary>Installs the schema.</summary>
    public Task Install() => SchemaInstaller.Install(stores.Audit);

    /// <summary>Changes the store from outside.</summary>
    public async Task<int> Sql(string statement, object? values = null)
    {
        await using var connection = await stores.Audit.Source.OpenConnectionAsync();
        return await connection.ExecuteAsync(statement, values);
    }

    public async Task<byte[]> Leaf(long index) => (await (await AuditStore.Open(stores)).Leaves(Shard, index, 1))[0].Leaf;

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    private static AuditEntry Entry() => new()
    {
        Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch.AddSeconds(5), Kind = AuditKind.Mutation, Operation = "profile.write", Outcome = "allowed",
        Subject = [.. RandomNumberGenerator.GetBytes(16)],
    };
}
