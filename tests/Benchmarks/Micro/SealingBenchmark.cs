using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Grains.Encryption;
using Grains.Keys;
using Orleans.Serialization;

namespace Tests.Benchmarks.Micro;

/// <summary>Claim: sealing or opening a section of 1 KiB, key derivation and all, takes at most 10 µs, so that encryption is no part of a
/// turn that shows beside the 100 µs of an HTTP call.</summary>
[MemoryDiagnoser]
public class SealingBenchmark
{
    private readonly Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private readonly SealPlace place = new("service", GrainId.Create("customer", "1"), "profile");
    private readonly CustomerKey key = CustomerKey.Fresh();
    private readonly byte[] section = RandomNumberGenerator.GetBytes(1024);
    private object? envelope;

    /// <summary>Seals what <see cref="Open"/> opens.</summary>
    [GlobalSetup]
    public void Prepare() => envelope = Seal();

    /// <summary>Serializes, derives the section's key, encrypts.</summary>
    [Benchmark]
    public object Seal() => Sealed<byte[]>.Seal(section, key, place, serializer);

    /// <summary>Derives the section's key, decrypts, deserializes.</summary>
    [Benchmark]
    public byte[] Open() => ((Sealed<byte[]>)envelope!).Open(key, place, serializer);
}
