extern alias silo;

using System.Text;
using Grains.Interfaces.Access;
using silo::Silo.Access.Tokens;

namespace Tests.Unit.Access;

/// <summary>What a line of the deny list says, and of which tokens.</summary>
public sealed class DenyListTests
{
    private static readonly CustomerId Customer = new Pseudonyms(new byte[32]).Of("C1");

    [Theory]
    [InlineData("jti t-1", true)]
    [InlineData("jti T-1", false)]
    [InlineData("jti t-2", false)]
    [InlineData("jti C1", false)]
    [InlineData("sub C1", true)]
    [InlineData("sub t-1", false)]
    [InlineData("client app", true)]
    [InlineData("client C1", false)]
    [InlineData("  \tclient \t app  \r", true)]
    [InlineData("# sub C1", false)]
    [InlineData("", false)]
    [InlineData("\uFEFFjti t-1", true)]
    [InlineData("\n\n# who left\njti t-9\njti t-1\n", true)]
    [InlineData("sub C10\nsub C", false)]
    public void A_line_denies_the_tokens_that_it_names_and_no_others(string text, bool denies)
    {
        Assert.Equal(denies, Read(text).Denies(Token(Customer), "t-1"));
    }

    [Theory]
    [InlineData("N")]
    [InlineData("D")]
    [InlineData("B")]
    public void A_customer_is_named_by_pseudonym_in_any_spelling(string format)
    {
        var list = Read($"customer {Customer.Value.ToString(format).ToUpperInvariant()}");

        Assert.True(list.Denies(Token(Customer), null));
        Assert.False(list.Denies(Token(new Pseudonyms(new byte[32]).Of("C2")), null));
        Assert.False(list.Denies(Token(null), null));
    }

    [Fact]
    public void A_token_without_an_id_is_denied_by_whose_it_is_only()
    {
        Assert.False(Read("jti t-1").Denies(Token(Customer), null));
        Assert.True(Read("jti t-1\nsub C1").Denies(Token(Customer), null));
    }

    [Fact]
    public void A_subject_may_hold_spaces_and_number_signs()
    {
        Assert.True(Read("sub CN=Jan Novak, O=Bank").Denies(Token(null) with { Subject = "CN=Jan Novak, O=Bank" }, null));
        Assert.True(Read("sub room#1").Denies(Token(null) with { Subject = "room#1" }, null));
    }

    [Fact]
    public void Every_fault_is_named_with_its_line_and_without_what_stands_there()
    {
        var lines = new[]
        {
            "jti fine", "jti", "JTI canary", "user canary", "canary", "jti canary1 canary2", "jti canary # left", "customer canary", $"sub {new string('c', 257)}", "sub can\u0001ary",
            "sub fine", "client \t", "customer 00000000-0000-0000-0000-00000000000",
        };
        var faults = new List<string>();

        DenyList.Read([.. Encoding.UTF8.GetBytes(string.Join('\n', lines)), (byte)'\n', 0xFF, (byte)'\n', .. "jti"u8], faults);

        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15], faults.Select(f => int.Parse(f.Split(' ')[1])));
        Assert.All(faults, f => Assert.Matches("^line [0-9]+ [a-z]", f));
        Assert.DoesNotContain(faults, f => f.Contains("canary", StringComparison.Ordinal));
    }

    private static DenyList Read(string text)
    {
        var faults = new List<string>();
        var list = DenyList.Read(Encoding.UTF8.GetBytes(text), faults);
        Assert.Empty(faults);
        return list;
    }

    private static VerifiedToken Token(CustomerId? customer) =>
        new() { Role = Role.Customer, Subject = "C1", ClientId = "app", Customer = customer, ExpiresAt = DateTimeOffset.MaxValue };
}
