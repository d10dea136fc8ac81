using System.Net;
using System.Numerics;
using CsCheck;
using Grains.Webhooks;

namespace Tests.Unit.Webhooks;

/// <summary>Which addresses a webhook may be at.</summary>
public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")] // metadata of the clouds
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("ff02::1")]
    public void An_address_that_may_lead_inside_is_none_of_them(string address) => Assert.False(PublicAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void An_address_of_the_internet_is_one(string address) => Assert.True(PublicAddresses.Contain(IPAddress.Parse(address)));

    [Fact]
    public void An_IPv4_address_is_judged_alike_however_it_is_written() => Gen.UInt.Sample(bits =>
    {
        var plain = new IPAddress(BitConverter.GetBytes(bits));
        return PublicAddresses.Contain(plain) == PublicAddresses.Contain(plain.MapToIPv6());
    });

    [Fact]
    public void Nothing_of_a_private_network_is_one() => Gen.Select(Gen.OneOf(new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10" }.Select(Gen.Const).ToArray()), Gen.UInt).Sample((text, bits) =>
    {
        var network = IPNetwork.Parse(text);
        var start = new BigInteger(network.BaseAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        var host = (uint)start | (bits & (uint.MaxValue >> network.PrefixLength));
        return !PublicAddresses.Contain(new IPAddress([(byte)(host >> 24), (byte)(host >> 16), (byte)(host >> 8), (byte)host]));
    });

    [Fact]
    public void Of_IPv6_nothing_outside_of_global_unicast_is_one() => Gen.Byte.Array[16].Where(bytes => bytes[0] >> 5 != 1).Sample(bytes =>
    {
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 || !PublicAddresses.Contain(address);
    });

    [Theory]
    [InlineData("localhost")]
    [InlineData("a.LOCALHOST.")]
    [InlineData("metadata.google.internal")]
    [InlineData("hooks.processor.example")]
    public void A_name_that_is_never_public_is_known(string host) => Assert.True(PublicAddresses.IsSpecialName(host));

    [Fact]
    public void A_name_that_only_ends_alike_is_not() => Assert.False(PublicAddresses.IsSpecialName("mylocalhost.com"));
}
