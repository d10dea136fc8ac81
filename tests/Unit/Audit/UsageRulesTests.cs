using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Tests.Unit.Audit;

/// <summary>Which questions about usage are in order, and where their pages begin.</summary>
public sealed class UsageRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(int.MinValue, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_page_has_1_to_1000_entries(int limit, bool isInOrder) =>
        Expect(isInOrder ? null : new Fault("limit", "a whole number from 1 to 1000"), new UsageQuery(null, null, limit, null));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_time_does_not_end_before_it_begins(long ticks, bool isInOrder) =>
        Expect(isInOrder ? null : new Fault("to", "at or after from"), new UsageQuery(Noon.AddTicks(ticks), Noon, 10, null));

    [Fact]
    public void A_time_may_be_open_at_either_end()
    {
        Expect(null, new UsageQuery(DateTimeOffset.MaxValue, null, 10, null));
        Expect(null, new UsageQuery(null, DateTimeOffset.MinValue, 10, null));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("5", true)]
    [InlineData("r5", true)]
    [InlineData("five", false)]
    public void A_page_begins_where_another_ended(string? after, bool isInOrder) =>
        Expect(isInOrder ? null : new Fault("after", "the next of the page before"), new UsageQuery(Noon, Noon, 10, after));

    [Fact]
    public void The_first_fault_is_named()
    {
        Expect(new Fault("limit", "a whole number from 1 to 1000"), new UsageQuery(Noon, Noon.AddDays(-1), 0, "x"));
        Expect(new Fault("to", "at or after from"), new UsageQuery(Noon, Noon.AddDays(-1), 1, "x"));
    }

    [Fact]
    public void The_first_page_begins_before_everything() => Assert.Equal(new UsagePlace(0, long.MaxValue), UsageRules.PlaceOf(null));

    [Theory]
    [InlineData("r0", 0, long.MaxValue)]
    [InlineData("r1", 1, long.MaxValue)]
    [InlineData("r2147483646", int.MaxValue - 1, long.MaxValue)]
    [InlineData("0", int.MaxValue, 0)]
    [InlineData("1", int.MaxValue, 1)]
    [InlineData("9223372036854775807", int.MaxValue, long.MaxValue)]
    public void A_place_reads_as_it_is_written(string text, int counted, long before)
    {
        var place = new UsagePlace(counted, before);
        Assert.Equal(place, UsageRules.PlaceOf(text));
        Assert.Equal(text, place.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("r")]
    [InlineData("R1")]
    [InlineData("rr1")]
    [InlineData("x1")]
    [InlineData("r-1")]
    [InlineData("r+1")]
    [InlineData("r 1")]
    [InlineData("r1,000")]
    [InlineData("r2147483648")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("9223372036854775808")]
    public void What_is_no_place_is_refused(string text) => Assert.Null(UsageRules.PlaceOf(text));

    private static void Expect(Fault? fault, UsageQuery query)
    {
        var refusal = UsageRules.Fault(query);
        Assert.Equal(fault is null ? null : ProblemCode.InvalidValue, refusal?.Code);
        Assert.Equal(fault, refusal?.Errors.Single());
    }
}
