using System.Text;
using ApiHost.Profile;
using CsCheck;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;

namespace Tests.Unit.Profile;

public sealed class ProfileReaderTests
{
    [Fact]
    public void Values_keep_their_JSON_kind()
    {
        var read = Read("""{"attributes":{"a":"x","b":1.5,"c":true,"d":["x","y"],"e":null,"f":{},"g":[1],"h":1e999,"i":"\ud800","j/~":""},"more":1}""").Value!.Attributes;
        Assert.Equal(AttributeValue.Of("x"), read["a"]);
        Assert.Equal(AttributeValue.Of(1.5m), read["b"]);
        Assert.Equal(AttributeValue.Of(true), read["c"]);
        Assert.Equal(AttributeValue.Of(["x", "y"]), read["d"]);
        Assert.Equal(AttributeKind.Null, read["e"].Kind);
        Assert.All("fghi", name => Assert.Equal(AttributeKind.Other, read[name.ToString()].Kind));
        Assert.Equal(AttributeValue.Of(""), read["j/~"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"attributes":[]}""")]
    [InlineData("""{"attributes":null}""")]
    [InlineData("""{"attributes":{"a":1,"a":2}}""")]
    [InlineData("""{"attributes":{"a":1,"\u0061":2}}""")]
    [InlineData("""{"attributes":{"\ud800":1}}""")]
    [InlineData("""{"attributes":{},}""")]
    [InlineData("""{"attributes":{/**/}}""")]
    public void A_wrong_shape_is_malformed(string body) => Assert.Equal(ProblemCode.MalformedRequest, Read(body).Fault?.Code);

    [Fact]
    public void A_profile_must_name_its_attributes_and_an_empty_patch_changes_nothing()
    {
        Assert.Equal("/attributes", Assert.Single(Read("{}").Fault!.Errors).Pointer);
        Assert.Empty(ProfileReader.ReadPatch("{}"u8.ToArray()).Value!.Attributes);
        Assert.Equal(ProblemCode.InvalidValue, ProfileReader.ReadPatch("""{"email":"a@b"}"""u8.ToArray()).Fault?.Code);
    }

    [Fact]
    public void More_than_a_thousand_attributes_are_too_large() => Assert.Equal(
        ProblemCode.TooLarge, Read("{\"attributes\":{" + string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"a{i}\":1")) + "}}").Fault?.Code);

    [Fact]
    public void Any_bytes_end_in_a_draft_or_a_fault() => Gen.Byte.Array[0, 100].Sample(
        bytes => IsSettled(ProfileReader.Read((byte[])[.. "{\"attributes\":{\"a\":"u8, .. bytes, .. "}}"u8])) && IsSettled(ProfileReader.ReadPatch(bytes)), iter: 20_000);

    private static bool IsSettled(Input<ProfileDraft> input) => input.Value is null != input.Fault is null;

    private static Input<ProfileDraft> Read(string body) => ProfileReader.Read(Encoding.UTF8.GetBytes(body));
}
