using System.Text;
using ApiHost.Activity;
using CsCheck;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;

namespace Tests.Unit.Activity;

public sealed class TransactionReaderTests
{
    [Fact]
    public void Every_member_is_read_as_sent()
    {
        var draft = ReadOne(
            """
            {"id":"t-1","accountId":"a-1","bookedAt":"2026-01-31T10:00:00Z","amount":-12.34,"currency":"EUR","kind":"card","counterparty":"Bäckerei \"Süß\"",
             "description":"","mcc":"5462","balanceAfter":0,"unknown":{"is":["ignored"]}}
            """);
        Assert.Equal(
            new TransactionDraft
            {
                Id = "t-1", AccountId = "a-1", BookedAt = "2026-01-31T10:00:00Z", Amount = -12.34m, Currency = "EUR", Kind = "card",
                Counterparty = "Bäckerei \"Süß\"", Description = "", Mcc = "5462", BalanceAfter = 0m,
            },
            draft);
    }

    [Fact]
    public void Absent_and_null_are_the_same() => Assert.Equal(
        ReadOne("{}"), ReadOne("""{"id":null,"amount":null,"balanceAfter":null,"mcc":null}"""));

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"\\ud800\"")]
    public void Text_of_the_wrong_type_is_unreadable(string json) => Assert.Equal(TransactionDraft.Unreadable, ReadOne($$"""{"currency":{{json}}}""").Currency);

    [Theory]
    [InlineData("\"12\"")]
    [InlineData("1e400")]
    [InlineData("true")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("1.0000000000000000000000000000001")]
    public void A_number_that_no_decimal_holds_is_no_number(string json)
    {
        var draft = ReadOne($$"""{"amount":{{json}},"balanceAfter":{{json}}}""");
        Assert.Null(draft.Amount);
        Assert.Null(draft.BalanceAfter);
        Assert.True(draft.IsBalanceUnreadable);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"transactions":{}}""")]
    [InlineData("""{"transactions":null}""")]
    [InlineData("""{"transactions":[[]]}""")]
    [InlineData("""{"transactions":[{"amount":[1]}]}""")]
    [InlineData("""{"transactions":[{"id":{}}]}""")]
    [InlineData("""{"transactions":[{"id":"a","id":"a"}]}""")]
    [InlineData("""{"transactions":[{"amount":NaN}]}""")]
    [InlineData("""{"transactions":[]} {}""")]
    public void A_wrong_shape_refuses_the_whole_call(string body) => Assert.Equal(ProblemCode.MalformedRequest, Read(body).Fault?.Code);

    [Fact]
    public void A_body_without_transactions_is_told_so() => Assert.Equal("/transactions", Assert.Single(Read("{}").Fault!.Errors).Pointer);

    [Fact]
    public void More_than_a_thousand_are_too_large() =>
        Assert.Equal(ProblemCode.TooLarge, Read($$"""{"transactions":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""").Fault?.Code);

    [Fact]
    public void Any_text_in_any_member_is_read_or_refused() => Gen.Select(
        Gen.OneOf("id", "accountId", "bookedAt", "amount", "currency", "kind", "mcc", "balanceAfter"), Gen.String).Sample((name, text) =>
        {
            var read = Read($$"""{"transactions":[{"{{name}}":{{text}}}]}""");
            return read.Value is null != read.Fault is null;
        });

    private static TransactionDraft ReadOne(string item) => Assert.Single(Read($$"""{"transactions":[{{item}}]}""").Value!.Transactions);

    private static Input<TransactionBatch> Read(string body) => TransactionReader.ReadBatch(Encoding.UTF8.GetBytes(body));
}
