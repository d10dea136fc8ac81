using Grains.Activity;
using Grains.Interfaces.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

public sealed class TransactionRulesTests
{
    private static readonly TransactionDraft Good = Draft("t1");

    public static TheoryData<string, TransactionDraft> Invalid => new()
    {
        { "no id", Good with { Id = null } },
        { "a blank id", Good with { Id = "  " } },
        { "an id of the wrong type", Good with { Id = TransactionDraft.Unreadable } },
        { "an id of 65 characters", Good with { Id = new('x', 65) } },
        { "an id with a null in it", Good with { Id = "a\0b" } },
        { "an id with half a character", Good with { Id = "a\ud83d" } },
        { "an id with the halves swapped", Good with { Id = "\ude00\ud83d" } },
        { "no account", Good with { AccountId = null } },
        { "an account of 65 characters", Good with { AccountId = new('x', 65) } },
        { "no time", Good with { BookedAt = null } },
        { "a time of the wrong type", Good with { BookedAt = TransactionDraft.Unreadable } },
        { "a time before 1970", Good with { BookedAt = "1969-12-31T23:59:59Z" } },
        { "a time before 1970 in UTC", Good with { BookedAt = "1970-01-01T00:59:59+01:00" } },
        { "the year 1", Good with { BookedAt = "0001-01-01T00:00:00+10:00" } },
        { "no amount", Good with { Amount = null } },
        { "an amount of zero", Good with { Amount = 0.00m } },
        { "an amount beyond 10^12", Good with { Amount = 1_000_000_000_000.01m } },
        { "an amount below -10^12", Good with { Amount = -1_000_000_000_000.01m } },
        { "five decimals of a currency with two", Good with { Amount = 1.00001m } },
        { "three decimals of a currency with none", Good with { Amount = 1.001m, Currency = "JPY" } },
        { "no currency", Good with { Currency = null } },
        { "a blank currency", Good with { Currency = " " } },
        { "a currency of the wrong type", Good with { Currency = TransactionDraft.Unreadable } },
        { "a kind of 65 characters", Good with { Kind = new('k', 65) } },
        { "a kind of the wrong type", Good with { Kind = TransactionDraft.Unreadable } },
        { "a counterparty of 141 characters", Good with { Counterparty = new('c', 141) } },
        { "a counterparty with a bell", Good with { Counterparty = "a\u0007" } },
        { "a counterparty with a C1 control", Good with { Counterparty = "a\u0085b" } },
        { "a description of 281 characters", Good with { Description = new('d', 281) } },
        { "an MCC of three digits", Good with { Mcc = "541" } },
        { "an MCC of five digits", Good with { Mcc = "54111" } },
        { "an MCC with a letter", Good with { Mcc = "54a1" } },
        { "an MCC of other digits", Good with { Mcc = "٥٤١١" } },
        { "a balance of the wrong type", Good with { IsBalanceUnreadable = true } },
        { "a balance beyond 10^15", Good with { BalanceAfter = -1_000_000_000_000_000.01m } },
        { "a balance of five decimals", Good with { BalanceAfter = 1.00001m } },
    };

    public static TheoryData<string, TransactionDraft> Valid => new()
    {
        { "the least there is", Good },
        { "64 characters outside the basic plane", Good with { Id = string.Concat(Enumerable.Repeat("😀", 64)) } },
        { "an id of slashes and spaces", Good with { Id = "/a b/../c" } },
        { "the largest amount", Good with { Amount = -1_000_000_000_000m } },
        { "the smallest amount", Good with { Amount = 0.0001m } },
        { "trailing zeros beyond the decimals", Good with { Amount = 1.500000000m } },
        { "five decimals of a currency with three", Good with { Amount = 1.00001m, Currency = "BHD" } },
        { "the largest balance", Good with { BalanceAfter = 1_000_000_000_000_000m } },
        { "the first moment of 1970", Good with { BookedAt = "1970-01-01T00:00:00Z" } },
        { "an MCC with a leading zero", Good with { Mcc = "0742" } },
        { "140 characters outside the basic plane", Good with { Counterparty = string.Concat(Enumerable.Repeat("𝄞", 140)) } },
        { "280 characters", Good with { Description = new('d', 280) } },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Is_rejected_as_an_invalid_value(string what, TransactionDraft draft) => Assert.True(draft.Reason() == TransactionRules.InvalidValue, what);

    [Theory]
    [MemberData(nameof(Valid))]
    public void Is_folded(string what, TransactionDraft draft) => Assert.True(draft.Reason() is null, what);

    [Theory]
    [InlineData("XXQ")]
    [InlineData("eur")]
    [InlineData("EURO")]
    public void A_currency_that_is_not_declared_is_unknown(string currency) =>
        Assert.Equal(TransactionRules.UnknownCurrency, (Good with { Currency = currency }).Reason());

    [Fact]
    public void Only_an_id_that_could_be_read_is_told_back()
    {
        var rejected = ActivitySection.Empty.Record(Good with { Id = "a\0" }, Good with { Id = "t2", Amount = 0 }, Good with { Id = null }).Outcome.Rejected;
        Assert.Equal([null, "t2", null], rejected.Select(r => r.Id));
    }

    [Fact]
    public void Blank_optional_members_are_absent()
    {
        var draft = Good with { Kind = "", Counterparty = "   ", Description = new(' ', 500), Mcc = " " };
        var view = Assert.Single(ActivitySection.Empty.Recorded(draft).Window());
        Assert.Equal((null, null, null, null, null), (view.Kind, view.Counterparty, view.Description, view.Mcc, view.BalanceAfter));
    }

    [Theory]
    [InlineData("2026-06-17T12:00:00Z", null)]
    [InlineData("2026-06-17T12:00:00.0000001Z", "in-future")]
    [InlineData("2026-06-17T14:00:00+02:00", null)]
    [InlineData("9999-12-31T23:59:59-23:59", "in-future")]
    public void More_than_two_days_ahead_is_the_future(string bookedAt, string? reason) =>
        Assert.Equal(reason, Draft("t1", bookedAt).Reason());

    [Theory]
    [InlineData("5411", -5, "groceries")]
    [InlineData("5411", 5, "groceries")]
    [InlineData("0001", -5, "uncategorised")]
    [InlineData(null, -5, "uncategorised")]
    [InlineData(null, 5, "income")]
    public void The_merchant_category_code_gives_the_category_and_else_the_sign(string? mcc, int amount, string category) =>
        Assert.Equal(category, Assert.Single(ActivitySection.Empty.Recorded(Good with { Mcc = mcc, Amount = amount }).Window()).Category);
}
