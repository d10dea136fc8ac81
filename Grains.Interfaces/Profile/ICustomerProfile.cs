using Grains.Interfaces.Access;

namespace Grains.Interfaces.Profile;

/// <summary>A customer's profile: declared attributes, each readable for the purposes that its declaration names.</summary>
[Alias("ICustomerProfile")]
public interface ICustomerProfile : IGrainWithGuidKey
{
    /// <summary>Creates the customer or replaces what the bank wrote; what the customer wrote stays.</summary>
    /// <param name="bankId">The bank's own id of the customer; its pseudonym must be this grain's key.</param>
    /// <param name="draft">The attributes.</param>
    /// <returns>The profile and whether the customer is new.</returns>
    [Allow(Role.Frontend, Purpose = "servicing", Customer = CustomerRule.MayBeNew, Data = DataScope.Attributes, WhenRestricted = true, Does = "write the profile"), Alias("Put")]
    ValueTask<Reply<ProfileWritten>> Put(string bankId, Input<ProfileDraft> draft);

    /// <summary>Creates the customer or merges attributes as an import does: never over what the customer wrote.</summary>
    /// <param name="bankId">The bank's own id of the customer.</param>
    /// <param name="draft">The attributes; null removes.</param>
    /// <returns>The profile and whether the customer is new.</returns>
    [Allow(Role.Frontend, Purpose = "servicing", Customer = CustomerRule.MayBeNew, Data = DataScope.Attributes, WhenRestricted = true, Does = "import the profile"), Alias("Merge")]
    ValueTask<Reply<ProfileWritten>> Merge(string bankId, Input<ProfileDraft> draft);

    /// <summary>The attributes that the call's purpose may read.</summary>
    /// <returns>The profile.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Data = DataScope.Attributes, Does = "read the profile"), Alias("Read")]
    ValueTask<Reply<CustomerProfile>> Read();

    /// <summary>Changes single attributes (RFC 7396 merge patch; null removes).</summary>
    /// <param name="draft">The attributes to change.</param>
    /// <param name="ifMatch">The If-Match header as received; null where absent.</param>
    /// <returns>The profile after the change, as the call's purpose may read it.</returns>
    [Allow(Role.Customer, Role.Frontend, Data = DataScope.Attributes, WhenRestricted = true, Does = "change the profile"), Alias("Patch")]
    ValueTask<Reply<CustomerProfile>> Patch(Input<ProfileDraft> draft, string? ifMatch);

    /// <summary>Forgets the attributes whose declared retention has ended. Nothing is forgotten for its age while a legal hold stands or the
    /// customer has had the use of the data restricted.</summary>
    /// <returns>When the next of this customer's attributes is due, UTC; null where none is.</returns>
    [SiloOnly, Alias("ForgetEnded")]
    ValueTask<DateTimeOffset?> ForgetEnded();
}

/// <summary>Attributes as sent by a caller, not yet judged.</summary>
/// <param name="Attributes">By name.</param>
[GenerateSerializer, Immutable, Alias("profile-draft")]
public sealed record ProfileDraft([property: Id(0)] Dictionary<string, AttributeValue> Attributes);

/// <summary>A profile as one purpose may see it.</summary>
/// <param name="CustomerId">The bank's id of the customer.</param>
/// <param name="Version">Counts the profile's changes, from 1; the ETag.</param>
/// <param name="Attributes">By name; only those that the purpose may read.</param>
[GenerateSerializer, Immutable, Alias("profile")]
public sealed record CustomerProfile(
    [property: Id(0)] string CustomerId, [property: Id(1)] long Version, [property: Id(2)] Dictionary<string, ProfileAttribute> Attributes);

/// <summary>One attribute held of a customer.</summary>
/// <param name="Value">The value.</param>
/// <param name="Category">Its data category, from the catalogue.</param>
/// <param name="Source"><c>bank</c> or <c>customer</c>: who wrote it last.</param>
/// <param name="UpdatedAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("profile-attribute")]
public sealed record ProfileAttribute(
    [property: Id(0)] AttributeValue Value, [property: Id(1)] string Category, [property: Id(2)] string Source, [property: Id(3)] DateTimeOffset UpdatedAt);

/// <summary>The outcome of writing a whole profile.</summary>
/// <param name="Created">True where the customer is new.</param>
/// <param name="Profile">The profile as written.</param>
[GenerateSerializer, Immutable, Alias("profile-written")]
public sealed record ProfileWritten([property: Id(0)] bool Created, [property: Id(1)] CustomerProfile Profile);
