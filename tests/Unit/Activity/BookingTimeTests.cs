using CsCheck;
using Grains.Activity;

namespace Tests.Unit.Activity;

public sealed class BookingTimeTests
{
    [Theory]
    [InlineData("2026-06-15T10:00:00Z", "2026-06-15T10:00:00.0000000")]
    [InlineData("2026-06-15t10:00:00z", "2026-06-15T10:00:00.0000000")]
    [InlineData("2026-06-15T10:00:00-00:00", "2026-06-15T10:00:00.0000000")]
    [InlineData("2026-06-15T10:00:00+23:59", "2026-06-14T10:01:00.0000000")]
    [InlineData("2026-06-15T10:00:00.5-05:30", "2026-06-15T15:30:00.5000000")]
    [InlineData("2026-06-15T10:00:00.123456789Z", "2026-06-15T10:00:00.1234567")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.9999999")]
    [InlineData("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00.0000000")]
    public void A_date_time_with_a_zone_is_read_in_utc(string text, string utc)
    {
        Assert.True(BookingTime.TryParse(text, out var moment));
        Assert.Equal(utc, moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff"));
        Assert.Equal(TimeSpan.Zero, moment.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-06-15")]
    [InlineData("2026-06-15T10:00:00")]
    [InlineData("2026-06-15 10:00:00Z")]
    [InlineData("2026-06-15T10:00Z")]
    [InlineData("2026-06-15T10:00:00.Z")]
    [InlineData("2026-06-15T10:00:00,5Z")]
    [InlineData("2026-06-15T10:00:00.5")]
    [InlineData("2026-06-15T10:00:00+0100")]
    [InlineData("2026-06-15T10:00:00+01")]
    [InlineData("2026-06-15T10:00:00+24:00")]
    [InlineData("2026-06-15T10:00:00+01:60")]
    [InlineData("2026-06-15T10:00:00 Z")]
    [InlineData("2026-06-15T10:00:00Z ")]
    [InlineData("2026-02-29T10:00:00Z")]
    [InlineData("2026-13-01T10:00:00Z")]
    [InlineData("2026-00-01T10:00:00Z")]
    [InlineData("2026-06-00T10:00:00Z")]
    [InlineData("2026-06-15T24:00:00Z")]
    [InlineData("2026-06-15T10:60:00Z")]
    [InlineData("2026-06-15T10:59:60Z")]
    [InlineData("0000-06-15T10:00:00Z")]
    [InlineData("12026-06-15T10:00:00Z")]
    [InlineData("٢٠٢٦-06-15T10:00:00Z")]
    [InlineData("Mon, 15 Jun 2026 10:00:00 GMT")]
    [InlineData("1781517600")]
    public void Anything_else_is_not(string text) => Assert.False(BookingTime.TryParse(text, out _));

    [Fact]
    public void Every_moment_in_every_zone_is_read_as_the_framework_reads_it() =>
        Gen.Select(Gen.Long[DateTime.UnixEpoch.Ticks, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-14 * 60, 14 * 60]).Sample((ticks, offset) =>
        {
            var moment = new DateTimeOffset(ticks, TimeSpan.FromMinutes(offset));
            Assert.True(BookingTime.TryParse(moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz"), out var read));
            Assert.Equal(moment.UtcTicks, read.UtcTicks);
        });

    [Fact]
    public void No_text_makes_it_throw() => Gen.String.Sample(text => Assert.True(!BookingTime.TryParse(text, out var moment) || moment.Offset == TimeSpan.Zero));
}
