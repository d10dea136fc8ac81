using System.Text;
using ApiHost.Consent;
using CsCheck;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

public sealed class ConsentReaderTests
{
    [Fact]
    public void A_decision_is_read_as_sent()
    {
        var decision = Read("""{"state":"given","categories":["identity"],"channels":[],"language":"cs","method":"app","expiresAt":"2027-01-01T00:00:00.5+02:00"}""").Value!;
        Assert.Equal(("given", "cs", "app"), (decision.State, decision.Language, decision.Method));
        Assert.Equal("identity", Assert.Single(decision.Categories!.Value));
        Assert.Empty(decision.Channels!.Value);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 22, 0, 0, 500, TimeSpan.Zero), decision.ExpiresAt);
        Assert.Equal(TimeSpan.Zero, decision.ExpiresAt!.Value.Offset);
    }

    [Fact]
    public void Only_an_import_says_when_it_was_expressed_and_which_notice_was_shown()
    {
        var decision = Read("""{"state":"given","at":"2020-01-01T00:00:00Z","noticeVersion":"1"}""").Value!;
        Assert.Null(decision.At);
        Assert.Null(decision.NoticeVersion);
    }

    [Theory]
    [InlineData("""{"state":5}""", "/state")]
    [InlineData("""{"method":true}""", "/method")]
    [InlineData("""{"categories":["a",null]}""", "/categories/1")]
    [InlineData("""{"expiresAt":"2027-01-01"}""", "/expiresAt")]
    [InlineData("""{"expiresAt":"2027-01-01T00:00:00"}""", "/expiresAt")]
    [InlineData("""{"expiresAt":"2027-13-01T00:00:00Z"}""", "/expiresAt")]
    [InlineData("""{"language":"\ud800"}""", "/language")]
    public void A_wrong_value_is_named_by_its_pointer(string body, string pointer)
    {
        var fault = Read(body).Fault!;
        Assert.Equal(ProblemCode.InvalidValue, fault.Code);
        Assert.Equal(pointer, Assert.Single(fault.Errors).Pointer);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"state":["given"]}""")]
    [InlineData("""{"categories":{}}""")]
    [InlineData("""{"categories":[[]]}""")]
    [InlineData("""{"state":"given","state":"given"}""")]
    public void A_wrong_shape_is_malformed(string body) => Assert.Equal(ProblemCode.MalformedRequest, Read(body).Fault?.Code);

    [Fact]
    public void Any_value_in_any_member_is_read_or_refused() => Gen.Select(
        Gen.OneOf("state", "categories", "channels", "language", "method", "expiresAt"), Gen.String).Sample((name, text) =>
        {
            var quoted = Read($$"""{"{{name}}":"{{text}}"}""");
            var bare = Read($$"""{"{{name}}":{{text}}}""");
            return quoted.Value is null != quoted.Fault is null && bare.Value is null != bare.Fault is null;
        });

    private static Input<ConsentDecision> Read(string body) => ConsentReader.Read(Encoding.UTF8.GetBytes(body));
}
