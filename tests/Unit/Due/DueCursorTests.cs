using Grains.Due;

namespace Tests.Unit.Due;

/// <summary>A cursor is read as it was written, and nothing else is a cursor.</summary>
public sealed class DueCursorTests
{
    private const string Hex = "0b6e1a525d7e4f6b9c3c6b0f3a0f1c11";
    private static readonly Guid Id = new(Hex);

    [Fact]
    public void A_cursor_is_time_and_id_and_names_neither_customer_nor_kind()
    {
        var item = new DueItem("review", Guid.NewGuid(), DateTimeOffset.FromUnixTimeSeconds(1_795_521_600).AddMilliseconds(999)) { Id = Id, Note = [1] };
        Assert.Equal($"1795521600.{Hex}", DueCursor.Of(item));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_795_521_600)]
    [InlineData(253_402_300_799)] // the last second there is
    public void A_cursor_reads_as_the_item_it_was_made_of(long seconds)
    {
        Assert.True(DueCursor.TryRead($"{seconds}.{Hex}", out var after));
        Assert.Equal(new DueItem(string.Empty, Guid.Empty, DateTimeOffset.FromUnixTimeSeconds(seconds)) { Id = Id }, after);
        Assert.Equal($"{seconds}.{Hex}", DueCursor.Of(after!));
    }

    [Fact]
    public void The_first_page_comes_after_nothing()
    {
        Assert.True(DueCursor.TryRead(null, out var after));
        Assert.Null(after);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("5")]
    [InlineData("5.")]
    [InlineData(Hex)]
    [InlineData("." + Hex)]
    [InlineData("5." + Hex + ".")]
    [InlineData("5." + Hex + ".5")]
    [InlineData("-5." + Hex)]
    [InlineData("+5." + Hex)]
    [InlineData(" 5." + Hex)]
    [InlineData("5e1." + Hex)]
    [InlineData("five." + Hex)]
    [InlineData("253402300800." + Hex)] // a second that no time has
    [InlineData("99999999999999999999." + Hex)]
    [InlineData("5.0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f1c11")]
    [InlineData("5.0b6e1a525d7e4f6b9c3c6b0f3a0f1c1")]
    [InlineData("5.0b6e1a525d7e4f6b9c3c6b0f3a0f1c1x")]
    public void What_is_no_cursor_is_refused(string cursor)
    {
        Assert.False(DueCursor.TryRead(cursor, out var after));
        Assert.Null(after);
    }
}
