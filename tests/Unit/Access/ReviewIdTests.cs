using Grains.Interfaces.Access;

namespace Tests.Unit.Access;

/// <summary>A review's id is read as it was written, and nothing else is one.</summary>
public sealed class ReviewIdTests
{
    private const string Customer = "0b6e1a525d7e4f6b9c3c6b0f3a0f1c11";
    private const string Own = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

    [Fact]
    public void An_id_is_the_pseudonym_and_the_reviews_own_id_in_hex()
    {
        var id = new ReviewId(new Guid(Customer), new Guid(Own));
        Assert.Equal(Customer + Own, id.ToString());
        Assert.Equal(id, ReviewId.Parse(id.ToString()));
    }

    [Fact]
    public void Upper_case_is_the_same_id() => Assert.Equal(ReviewId.Parse(Customer + Own), ReviewId.Parse((Customer + Own).ToUpperInvariant()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Customer)]
    [InlineData(Customer + "a1b2c3d4e5f60718293a4b5c6d7e8f9")] // a digit short
    [InlineData(Customer + Own + "0")] // a digit long
    [InlineData(Customer + Own + Own)]
    [InlineData(Customer + Own + " ")]
    [InlineData("xb6e1a525d7e4f6b9c3c6b0f3a0f1c11" + Own)]
    [InlineData(Customer + "x1b2c3d4e5f60718293a4b5c6d7e8f90")]
    [InlineData("0b6e1a52-5d7e-4f6b-9c3c-6b0f3a0f" + Own)]
    [InlineData(Customer + "a1b2c3d4-e5f6-0718-293a-4b5c6d7e")]
    public void What_is_no_id_is_refused(string? text) => Assert.Null(ReviewId.Parse(text!));
}
