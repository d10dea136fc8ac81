using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Rights;

/// <summary>A legal hold: while one stands, an erasure waits. Two officers place it and two lift it.</summary>
[Alias("ICustomerLegalHold")]
public interface ICustomerLegalHold : IGrainWithGuidKey
{
    /// <summary>The hold that stands or is proposed.</summary>
    /// <returns>The hold; <see cref="ProblemCode.NotFound"/> where there is none.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "read the legal hold"), Alias("Read")]
    ValueTask<Reply<LegalHold>> Read();

    /// <summary>Proposes a hold, or other words for one that the same officer proposed.</summary>
    /// <param name="draft">Matter and date of review.</param>
    /// <returns>The hold.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "propose a legal hold"), Alias("Propose")]
    ValueTask<Reply<LegalHold>> Propose(Input<LegalHoldDraft> draft);

    /// <summary>Proposes to lift the hold.</summary>
    /// <returns>The hold.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "propose to lift the legal hold"), Alias("ProposeLifting")]
    ValueTask<Reply<LegalHold>> ProposeLifting();

    /// <summary>Approves what another officer proposed.</summary>
    /// <returns>Done; <see cref="ProblemCode.Conflict"/> for who proposed it.</returns>
    [Allow(Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.Admitted, Does = "approve a change of the legal hold"), Alias("Approve")]
    ValueTask<Reply<Done>> Approve();
}

/// <summary>A hold as sent.</summary>
/// <param name="Matter">The matter, 1 to 200 characters.</param>
/// <param name="ReviewOn">When it is to be looked at again, yyyy-MM-dd, not in the past.</param>
[GenerateSerializer, Immutable, Alias("legal-hold-draft")]
public sealed record LegalHoldDraft([property: Id(0)] string? Matter, [property: Id(1)] string? ReviewOn);

/// <summary>A hold.</summary>
[GenerateSerializer, Immutable, Alias("legal-hold")]
public sealed record LegalHold
{
    /// <summary>The matter.</summary>
    [Id(0)]
    public required string Matter { get; init; }

    /// <summary>When it is to be looked at again.</summary>
    [Id(1)]
    public required DateOnly ReviewOn { get; init; }

    /// <summary><c>proposed</c>, <c>in-force</c> or <c>lifting-proposed</c>; in the last two it stands.</summary>
    [Id(2)]
    public required string State { get; init; }

    /// <summary>Who proposed what is not approved yet: the <c>sub</c> of their token; absent where nothing is.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProposedBy { get; init; }

    /// <summary>Since when it stands, UTC; absent where it does not.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }
}
