using System.Text;
using ApiHost.Activity;
using CsCheck;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;

namespace Tests.Unit.Activity;

public sealed class ImportParserTests
{
    [Fact]
    public void A_customer_line_names_the_customer_and_the_attributes()
    {
        var line = Assert.IsType<CustomerLine>(Parse("""{"customer":{"id":"c-1","attributes":{"givenName":"Jana","holdings":["loan"],"householdSize":2}}}""").Value);
        Assert.Equal("c-1", line.CustomerId);
        Assert.Equal(AttributeValue.Of("Jana"), line.Draft.Attributes["givenName"]);
        Assert.Equal(AttributeValue.Of(["loan"]), line.Draft.Attributes["holdings"]);
        Assert.Equal(AttributeValue.Of(2m), line.Draft.Attributes["householdSize"]);
    }

    [Fact]
    public void A_transactions_line_names_the_customer_and_the_items()
    {
        var line = Assert.IsType<TransactionsLine>(Parse("""{"transactions":{"customerId":"c-1","items":[{"id":"t-1","amount":-2.50},{"id":"t-2"}]}}""").Value);
        Assert.Equal("c-1", line.CustomerId);
        Assert.Equal(["t-1", "t-2"], line.Batch.Transactions.Select(t => t.Id));
        Assert.Equal(-2.50m, line.Batch.Transactions[0].Amount);
    }

    [Fact]
    public void A_consent_line_carries_when_it_was_expressed_and_which_notice_was_shown()
    {
        var line = Assert.IsType<ConsentLine>(Parse(
            """{"consent":{"customerId":"c-1","purpose":"advice","state":"given","method":"branch-form","at":"2026-01-31T09:00:00+01:00","noticeVersion":"7"}}""").Value);
        Assert.Equal(("c-1", "advice", "7"), (line.CustomerId, line.Purpose, line.Decision.NoticeVersion));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), line.Decision.At);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"customers":{"id":"c"}}""")]
    [InlineData("""{"customer":{"id":"c","attributes":{}},"consent":{}}""")]
    [InlineData("""{"customer":[]}""")]
    [InlineData("""{"customer":{"id":"c","attributes":[]}}""")]
    [InlineData("""{"customer":{"id":["c"],"attributes":{}}}""")]
    [InlineData("""{"customer":{"id":"c","id":"c","attributes":{}}}""")]
    [InlineData("""{"transactions":{"customerId":"c","items":{}}}""")]
    [InlineData("""{"transactions":{"customerId":"c","items":[7]}}""")]
    [InlineData("""{"transactions":{"customerId":"c","items":[{"id":"t","amount":1""")]
    [InlineData("""{"consent":{"customerId":"c","purpose":"advice","state":{}}}""")]
    [InlineData("""{"consent":{"customerId":"c","purpose":"advice","categories":"identity"}}""")]
    [InlineData("""{"\ud800":1,"customer":{"id":"c","attributes":{}}}""")]
    public void A_line_of_the_wrong_shape_is_malformed(string line) => Assert.Equal(ProblemCode.MalformedRequest, Parse(line).Fault?.Code);

    [Theory]
    [InlineData("""{"customer":{"attributes":{}}}""", "/customer/id")]
    [InlineData("""{"customer":{"id":7,"attributes":{}}}""", "/customer/id")]
    [InlineData("""{"customer":{"id":"\udc00","attributes":{}}}""", "/customer/id")]
    [InlineData("""{"customer":{"id":"c"}}""", "/customer/attributes")]
    [InlineData("""{"transactions":{"items":[]}}""", "/transactions/customerId")]
    [InlineData("""{"transactions":{"customerId":"c"}}""", "/transactions/items")]
    [InlineData("""{"consent":{"customerId":"c","state":"given"}}""", "/consent/purpose")]
    [InlineData("""{"consent":{"customerId":"c","purpose":"advice","at":"yesterday"}}""", "/consent/at")]
    [InlineData("""{"consent":{"customerId":"c","purpose":"advice","at":"2026-01-31"}}""", "/consent/at")]
    [InlineData("""{"consent":{"customerId":"c","purpose":"advice","at":"0001-01-01T00:00:00+09:00"}}""", "/consent/at")]
    [InlineData("""{"consent":{"customerId":"c","purpose":"advice","channels":["app",5]}}""", "/consent/channels/1")]
    public void A_wrong_value_is_named_by_its_pointer(string line, string pointer)
    {
        var fault = Parse(line).Fault!;
        Assert.Equal(ProblemCode.InvalidValue, fault.Code);
        Assert.Equal(pointer, Assert.Single(fault.Errors).Pointer);
    }

    [Fact]
    public void More_than_a_thousand_items_are_too_large()
    {
        Assert.Null(Parse(Items(1000)).Fault);
        Assert.Equal(ProblemCode.TooLarge, Parse(Items(1001)).Fault?.Code);

        static string Items(int count) => "{\"transactions\":{\"customerId\":\"c\",\"items\":[" + string.Join(',', Enumerable.Repeat("{}", count)) + "]}}";
    }

    [Fact]
    public void Nesting_over_32_is_malformed()
    {
        Assert.Null(Parse(Nested(29)).Fault);
        Assert.Equal(ProblemCode.MalformedRequest, Parse(Nested(30)).Fault?.Code);

        static string Nested(int lists) => "{\"customer\":{\"id\":\"c\",\"attributes\":{\"a\":" + new string('[', lists) + new string(']', lists) + "}}}";
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_malformed() =>
        Assert.Equal(ProblemCode.MalformedRequest, ImportParser.Parse((byte[])[.. "{\"customer\":{\"id\":\""u8, 0xC3, 0x28, .. "\",\"attributes\":{}}}"u8]).Fault?.Code);

    [Fact]
    public void Any_bytes_end_in_a_line_or_a_fault() => Gen.Byte.Array[0, 300].Sample(bytes => IsSettled(ImportParser.Parse(bytes)), iter: 20_000);

    [Fact]
    public void Any_damage_to_a_good_line_ends_in_a_line_or_a_fault()
    {
        var good = Gen.OneOf(
            """{"customer":{"id":"c-1","attributes":{"givenName":"J\u00e4na","holdings":["a","\ud83d\ude00"],"householdSize":2.5e3,"x":{"y":[null]}}}}""",
            """{"transactions":{"customerId":"c-1","items":[{"id":"t-1","accountId":"a","bookedAt":"2026-01-31T00:00:00Z","amount":-2.50,"currency":"EUR","balanceAfter":1e3}]}}""",
            """{"consent":{"customerId":"c-1","purpose":"advice","state":"given","categories":["identity"],"at":"2026-01-31T09:00:00Z","expiresAt":null}}""");
        var piece = Gen.OneOf(Gen.Byte.Array[0, 3], Gen.OneOf<byte[]>("\\ud800"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "{}"u8.ToArray(), "\""u8.ToArray(), "1e999"u8.ToArray()));
        Gen.Select(good, Gen.Double[0, 1], Gen.Int[0, 12], piece).Sample(
            (line, place, cut, insert) =>
            {
                var bytes = Encoding.UTF8.GetBytes(line);
                var at = (int)(place * bytes.Length);
                return IsSettled(ImportParser.Parse((byte[])[.. bytes[..at], .. insert, .. bytes[Math.Min(bytes.Length, at + cut)..]]));
            },
            iter: 20_000);
    }

    private static bool IsSettled(Input<ImportLine> input) => input.Value is null != input.Fault is null;

    private static Input<ImportLine> Parse(string line) => ImportParser.Parse(Encoding.UTF8.GetBytes(line));
}
