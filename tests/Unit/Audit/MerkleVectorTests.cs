using System.Text.Json;
using Grains.Audit;
using Tests.Datasets;

namespace Tests.Unit.Audit;

/// <summary>The published proofs of transparency-dev/merkle, good and bad.</summary>
[Trait("Data", "vectors")]
public sealed class MerkleVectorTests
{
    [Fact]
    public void The_published_inclusion_proofs_verify_as_they_say() => Judge("inclusion", 98, static test => MerkleProof.IsIncluded(
        Number(test, "leafIdx"), Number(test, "treeSize"), Bytes(test.GetProperty("leafHash")), Proof(test), Bytes(test.GetProperty("root"))));

    [Fact]
    public void The_published_consistency_proofs_verify_as_they_say() => Judge("consistency", 98, static test => MerkleProof.IsConsistent(
        Number(test, "size1"), Number(test, "size2"), Bytes(test.GetProperty("root1")), Bytes(test.GetProperty("root2")), Proof(test)));

    private static void Judge(string kind, int count, Func<JsonElement, bool> verify)
    {
        var files = Directory.GetFiles(Path.Combine(SharedData.Vectors("merkle")!, kind), "*.json", SearchOption.AllDirectories);
        Assert.Equal(count, files.Length);
        var good = 0;
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var expected = !document.RootElement.GetProperty("wantErr").GetBoolean();
            Assert.True(expected == verify(document.RootElement), file);
            good += expected ? 1 : 0;
        }

        Assert.True(good > 0, "No proof of the set was good.");
    }

    /// <summary>Some indices are beyond what a log can have: unsigned ones of 64 bits.</summary>
    private static long Number(JsonElement test, string name) => unchecked((long)test.GetProperty(name).GetUInt64());

    private static byte[] Bytes(JsonElement value) => value.ValueKind == JsonValueKind.Null ? [] : value.GetBytesFromBase64();

    private static List<byte[]> Proof(JsonElement test) =>
        test.GetProperty("proof") is { ValueKind: JsonValueKind.Array } hashes ? [.. hashes.EnumerateArray().Select(Bytes)] : [];
}
