using Tests.Datasets;

namespace Tests.Unit.Datasets;

[Trait("Data", "bank_marketing")]
public sealed class BankMarketingTests
{
    private readonly string? folder = SharedData.Folder("bank_marketing");

    [SkippableFact]
    public void Every_call_is_read_with_what_was_known_before_it()
    {
        Skip.If(folder is null, "the data set bank_marketing is not on this machine");
        var contacts = BankMarketing.Read(folder).Contacts;

        Assert.Equal(32_950, contacts.Count);
        Assert.Equal(32_950, contacts.Select(static c => c.Row).Distinct().Count());
        Assert.DoesNotContain(contacts, static c => c.Row % 5 == 0);
        Assert.InRange(contacts.Count(static c => c.Accepted) / 32_950.0, 0.11, 0.12);
        Assert.All(contacts, c => Assert.Equal(contacts[0].Features.Length, c.Features.Length));
        Assert.All(contacts, static c => Assert.Equal(1, c.Features[0]));

        // The first row: 57 years old; 149 seconds is how long the call was to take.
        Assert.Contains(57.0, contacts[0].Features);
        Assert.DoesNotContain(149.0, contacts[0].Features);
    }
}
