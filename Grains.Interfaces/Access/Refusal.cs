using System.Collections.Immutable;
using System.Text.Json;

namespace Grains.Interfaces.Access;

/// <summary>The closed list of reasons for which the platform says no; each is a problem <c>code</c> of the HTTP contract.</summary>
public enum ProblemCode
{
    /// <summary>Not JSON, duplicate members, nesting over 32, a list where an object belongs or the reverse.</summary>
    MalformedRequest,

    /// <summary>No bearer token.</summary>
    TokenMissing,

    /// <summary>A token that does not verify.</summary>
    TokenInvalid,

    /// <summary>The role may not call this.</summary>
    RoleNotAllowed,

    /// <summary>A purpose must be stated and is not.</summary>
    PurposeMissing,

    /// <summary>The purpose is not in the token, not in the catalogue or not this method's.</summary>
    PurposeNotAllowed,

    /// <summary>An advisor must state a case reference.</summary>
    CaseReferenceMissing,

    /// <summary>This client may not break the glass.</summary>
    BreakGlassNotAllowed,

    /// <summary>The customer has not consented to the purpose.</summary>
    ConsentRequired,

    /// <summary>No such customer, or not the caller's to know of.</summary>
    CustomerUnknown,

    /// <summary>No such thing under this customer.</summary>
    NotFound,

    /// <summary>The method is not known here.</summary>
    MethodNotAllowed,

    /// <summary>No representation fits the Accept header.</summary>
    NotAcceptable,

    /// <summary>The body's content type is not read here.</summary>
    UnsupportedMediaType,

    /// <summary>The state does not allow it.</summary>
    Conflict,

    /// <summary>The customer has been erased.</summary>
    CustomerErased,

    /// <summary>If-Match names another version.</summary>
    VersionMismatch,

    /// <summary>More items or bytes than a call may carry.</summary>
    TooLarge,

    /// <summary>An attribute that the catalogue does not declare.</summary>
    UndeclaredAttribute,

    /// <summary>A value of the wrong type, form or range.</summary>
    InvalidValue,

    /// <summary>A purpose that the catalogue does not declare.</summary>
    UnknownPurpose,

    /// <summary>An offer that is not in the decision.</summary>
    UnknownOffer,

    /// <summary>The idempotency key was used with another body.</summary>
    IdempotencyKeyReused,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>The outcome is unknown; the call is safe to repeat with the same idempotency key.</summary>
    Unavailable,

    /// <summary>The access cannot be recorded, so it is refused: nothing was done.</summary>
    AuditUnavailable,

    /// <summary>The person signed in too long ago for what is asked.</summary>
    ReauthenticationRequired,

    /// <summary>The customer has had the use of the data restricted.</summary>
    ProcessingRestricted,
}

/// <summary>The codes as the contract writes them.</summary>
public static class ProblemCodes
{
    private static readonly string[] Names = [.. Enum.GetNames<ProblemCode>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>A code's name, e.g. <c>consent-required</c>.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The name.</returns>
    public static string Name(this ProblemCode code) => Names[(int)code];
}

/// <summary>One fault of an input.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) to the faulty member; the parameter's name for a query or header.</param>
/// <param name="Reason">What is wrong and what would be right, without the value itself.</param>
[GenerateSerializer, Immutable, Alias("fault")]
public sealed record Fault([property: Id(0)] string Pointer, [property: Id(1)] string Reason);

/// <summary>An expected no, with what to do about it. Carries no personal data.</summary>
/// <param name="Code">Which no.</param>
/// <param name="Detail">What the caller can do.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] ProblemCode Code, [property: Id(1)] string Detail)
{
    /// <summary>The faults of the input; empty where the no is not about the input.</summary>
    [Id(2)]
    public ImmutableArray<Fault> Errors { get; init; } = [];

    /// <summary>The purpose that lacks consent; null elsewhere.</summary>
    [Id(3)]
    public string? Purpose { get; init; }

    /// <summary>The rights request that stands in the way; null elsewhere.</summary>
    [Id(4)]
    public string? RequestId { get; init; }

    /// <summary>A refusal for one faulty member.</summary>
    /// <param name="pointer">JSON Pointer to it.</param>
    /// <param name="reason">What is wrong.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Invalid(string pointer, string reason) => Invalid([new Fault(pointer, reason)]);

    /// <summary>A refusal for every faulty member at once.</summary>
    /// <param name="faults">At least one fault.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Invalid(ImmutableArray<Fault> faults) =>
        new(ProblemCode.InvalidValue, "Correct the members named in errors and send the request again.") { Errors = faults };
}

/// <summary>Thrown where a call is refused before its method runs: by the access filter or by the customer's own admission.</summary>
/// <param name="refusal">The refusal.</param>
[GenerateSerializer, Alias("refused")]
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code.ToString())
{
    /// <summary>The refusal.</summary>
    [Id(0)]
    public Refusal Refusal { get; } = refusal;
}
