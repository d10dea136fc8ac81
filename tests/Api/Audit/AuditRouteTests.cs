using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NSec.Cryptography;

namespace Tests.Api.Audit;

/// <summary>The log as an auditor from outside reads and verifies it, with nothing of the platform's.</summary>
[Collection(nameof(Platform))]
public sealed class AuditRouteTests(Platform platform)
{
    [Fact]
    public async Task There_are_four_shards()
    {
        var shards = (await platform.Auditor.Get("/v1/audit/shards")).Ok().Items("shards");
        Assert.Equal([0, 1, 2, 3], shards.Select(shard => shard.GetProperty("shard").GetInt32()));
        Assert.All(shards, shard => Assert.True(shard.GetProperty("size").GetInt64() >= 0));
    }

    [Fact]
    public async Task A_checkpoint_is_a_signed_note()
    {
        var answer = await platform.Auditor.Get("/v1/audit/2/checkpoint");
        Assert.Equal((200, "text/plain"), (answer.Status, answer.Type));
        var lines = answer.Text.Split('\n');
        Assert.Equal("profile-platform/audit/2", lines[0]);
        Assert.Equal(32, Convert.FromBase64String(lines[2]).Length);
        Assert.Equal(string.Empty, lines[3]);
        Assert.StartsWith("\u2014 profile-platform/audit/2 ", lines[4], StringComparison.Ordinal);
        Assert.Equal([""], lines[5..]);

        var keys = (await platform.Anonymous.Get("/.well-known/jwks.json")).Ok().Items("keys");
        var published = Base64Url.DecodeFromChars(Assert.Single(keys, key => key.Text("kty") == "OKP").Text("x"));
        var signature = Convert.FromBase64String(lines[4].Split(' ')[2]);
        Assert.Equal(SHA256.HashData([.. "profile-platform/audit/2\n"u8, 1, .. published]).AsSpan(0, 4), signature.AsSpan(0, 4));
        var key = PublicKey.Import(SignatureAlgorithm.Ed25519, published, KeyBlobFormat.RawPublicKey);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', lines[..3]) + '\n');
        Assert.True(SignatureAlgorithm.Ed25519.Verify(key, text, signature.AsSpan(4)));
        text[^2] ^= 1;
        Assert.False(SignatureAlgorithm.Ed25519.Verify(key, text, signature.AsSpan(4)));
    }

    /// <summary>Reads the whole log, hashes it, and has every step proved: to the signed root, and from one checkpoint to the next.</summary>
    [Fact]
    public async Task Every_entry_is_proved_to_be_in_the_signed_tree_and_the_tree_only_grows()
    {
        var first = await Checkpoint();
        for (var i = 0; i < 12; i++)
        {
            await platform.NewCustomer();
        }

        var second = await Checkpoint();
        foreach (var shard in Enumerable.Range(0, 4).Where(shard => second[shard].Size > 0))
        {
            var (size, root) = second[shard];
            var entries = await Entries(shard);
            var hashes = entries.Take((int)size).Select(entry => Proof.Leaf(entry.GetProperty("leaf").GetBytesFromBase64())).ToList();
            Assert.Equal(root, Proof.Root(hashes));
            foreach (var index in new[] { 0, size / 2, size - 1 })
            {
                var path = await Hashes($"/v1/audit/{shard}/proof/inclusion?index={index}&size={size}");
                Assert.True(Proof.Includes(index, size, hashes[(int)index], path, root));
                Assert.False(Proof.Includes(index, size, Proof.Leaf("another"u8), path, root));
            }

            if (first[shard].Size > 0)
            {
                var path = await Hashes($"/v1/audit/{shard}/proof/consistency?from={first[shard].Size}&to={size}");
                Assert.True(Proof.Follows(first[shard].Size, size, first[shard].Root, root, path));
            }
        }
    }

    [Fact]
    public async Task An_entry_says_outside_its_leaf_what_it_says_inside()
    {
        await platform.NewCustomer();
        foreach (var entry in (await Entries(0)).Concat(await Entries(1)).Concat(await Entries(2)).Concat(await Entries(3)))
        {
            var leaf = JsonSerializer.Deserialize<JsonElement>(entry.GetProperty("leaf").GetBytesFromBase64());
            Assert.Equal(entry.GetProperty("index").GetInt64(), leaf.GetProperty("index").GetInt64());
            foreach (var name in leaf.EnumerateObject().Select(member => member.Name).Except(["v", "shard", "at"]))
            {
                Assert.Equal(leaf.GetProperty(name).ToString(), entry.GetProperty(name).ToString());
            }

            Assert.Equal(leaf.GetProperty("at").GetDateTimeOffset(), entry.GetProperty("at").GetDateTimeOffset());
        }
    }

    [Theory]
    [InlineData("/v1/audit/shards")]
    [InlineData("/v1/audit/0/checkpoint")]
    [InlineData("/v1/audit/0/entries?from=x")]
    [InlineData("/v1/audit/x/proof/inclusion")]
    [InlineData("/v1/audit/9/proof/consistency")]
    public async Task Only_an_auditor_reads_the_log_whatever_is_asked(string path)
    {
        (await platform.Anonymous.Get(path)).Problem(401, "token-missing");
        foreach (var caller in new[] { platform.Frontend, platform.Advisor, platform.Officer, platform.Operator, platform.Customer(Platform.NewId()) })
        {
            (await caller.Get(path)).Problem(403, "role-not-allowed");
        }
    }

    [Theory]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    [InlineData("%F0%9F%92%A3")]
    public async Task A_shard_that_is_not_there_is_not_found(string shard)
    {
        foreach (var rest in new[] { "checkpoint", "entries", "proof/inclusion?index=0&size=1", "proof/consistency?from=1&to=1" })
        {
            (await platform.Auditor.Get($"/v1/audit/{shard}/{rest}")).Problem(404, "not-found");
        }
    }

    [Theory]
    [InlineData("entries?from=-1", "from")]
    [InlineData("entries?from=x", "from")]
    [InlineData("entries?limit=0", "limit")]
    [InlineData("entries?limit=1001", "limit")]
    [InlineData("entries?from=&limit=x", "from limit")]
    [InlineData("entries?limit=1&limit=2", "limit")]
    [InlineData("proof/inclusion", "index size")]
    [InlineData("proof/inclusion?index=0", "size")]
    [InlineData("proof/inclusion?index=0&size=0", "size")]
    [InlineData("proof/inclusion?index=0&size=99999999", "size")]
    [InlineData("proof/inclusion?index=0&size=99999999999999999999", "size")]
    [InlineData("proof/consistency", "from to")]
    [InlineData("proof/consistency?from=1&to=99999999", "to")]
    [InlineData("proof/consistency?from=0&to=x", "to")]
    public async Task A_wrong_number_is_named(string query, string parameters)
    {
        var problem = (await platform.Auditor.Get($"/v1/audit/0/{query}")).Problem(422, "invalid-value");
        Assert.Equal(parameters, string.Join(' ', problem.Items("errors").Select(error => error.Text("pointer"))));
    }

    [Fact]
    public async Task An_index_beyond_the_size_and_an_older_tree_that_is_none_are_refused()
    {
        var (shard, size) = await Filled();
        (await platform.Auditor.Get($"/v1/audit/{shard}/proof/inclusion?index={size}&size={size}")).Problem(422, "invalid-value");
        (await platform.Auditor.Get($"/v1/audit/{shard}/proof/consistency?from=0&to={size}")).Problem(422, "invalid-value");
        (await platform.Auditor.Get($"/v1/audit/{shard}/proof/consistency?from={size + 1}&to={size}")).Problem(422, "invalid-value");
        Assert.Empty((await platform.Auditor.Get($"/v1/audit/{shard}/proof/consistency?from={size}&to={size}")).Ok().Items("hashes"));
        Assert.Empty((await platform.Auditor.Get($"/v1/audit/{shard}/entries?from={long.MaxValue}")).Ok().Items("entries"));
        Assert.Single((await platform.Auditor.Get($"/v1/audit/{shard}/entries?from={size - 1}&limit=1")).Ok().Items("entries"));
    }

    [Fact]
    public async Task A_checkpoint_is_plain_text_or_nothing()
    {
        Assert.Equal(200, (await platform.Auditor.With("Accept", "text/plain").Get("/v1/audit/0/checkpoint")).Status);
        (await platform.Auditor.With("Accept", "application/json").Get("/v1/audit/0/checkpoint")).Problem(406, "not-acceptable");
        (await platform.Auditor.Post("/v1/audit/0/checkpoint")).Problem(405, "method-not-allowed");
    }

    private async Task<(long Size, byte[] Root)[]> Checkpoint()
    {
        var checkpoints = new List<(long, byte[])>();
        foreach (var shard in Enumerable.Range(0, 4))
        {
            var lines = (await platform.Auditor.Get($"/v1/audit/{shard}/checkpoint")).Text.Split('\n');
            checkpoints.Add((long.Parse(lines[1]), Convert.FromBase64String(lines[2])));
        }

        return [.. checkpoints];
    }

    private async Task<List<JsonElement>> Entries(int shard)
    {
        var entries = new List<JsonElement>();
        while ((await platform.Auditor.Get($"/v1/audit/{shard}/entries?from={entries.Count}&limit=1000")).Ok().Items("entries") is { Length: > 0 } page)
        {
            entries.AddRange(page);
        }

        return entries;
    }

    private async Task<(int Shard, long Size)> Filled()
    {
        await platform.NewCustomer();
        var shards = (await platform.Auditor.Get("/v1/audit/shards")).Ok().Items("shards");
        var filled = shards.MaxBy(shard => shard.GetProperty("size").GetInt64());
        return (filled.GetProperty("shard").GetInt32(), filled.GetProperty("size").GetInt64());
    }

    private async Task<byte[][]> Hashes(string path) =>
        [.. (await platform.Auditor.Get(path)).Ok().Items("hashes").Select(hash => hash.GetBytesFromBase64())];
}
