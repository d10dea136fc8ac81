namespace Grains.Interfaces.Access;

/// <summary>What a method asks of the customer's consent to the call's purpose, where the purpose rests on consent.</summary>
public enum ConsentRule
{
    /// <summary>Without the consent the call is refused as <see cref="ProblemCode.ConsentRequired"/>.</summary>
    Required,

    /// <summary>Without the consent the method answers in its general, non-personal form.</summary>
    Optional,

    /// <summary>Reading or recording a decision needs no consent itself.</summary>
    Exempt,
}

/// <summary>What a method asks of the customer that the call names.</summary>
public enum CustomerRule
{
    /// <summary>The customer must exist, else <see cref="ProblemCode.CustomerUnknown"/>.</summary>
    Exists,

    /// <summary>The method may create the customer.</summary>
    MayBeNew,
}

/// <summary>Whether a method may still be called once the customer is frozen for erasure.</summary>
public enum ErasedRule
{
    /// <summary>No: <see cref="ProblemCode.CustomerErased"/>.</summary>
    Refused,

    /// <summary>By officers, who see the evidence.</summary>
    OfficersOnly,

    /// <summary>By everyone whom the policy allows.</summary>
    Admitted,
}

/// <summary>Which data of the customer a method touches: with the call's purpose it gives the data categories of the access.</summary>
public enum DataScope
{
    /// <summary>None.</summary>
    None,

    /// <summary>The profile attributes that the purpose may read.</summary>
    Attributes,

    /// <summary>The transactions.</summary>
    Transactions,

    /// <summary>Every category that the purpose may use.</summary>
    Purpose,
}

/// <summary>The roles that may call a grain method, and under what purpose. A method without a policy is refused.</summary>
/// <param name="roles">The roles allowed; a caller needs one of them.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles allowed.</summary>
    public IReadOnlyList<Role> Roles => roles;

    /// <summary>The purpose the method runs under; null where the caller's stated purpose decides.</summary>
    public string? Purpose { get; set; }

    /// <summary>What is asked of the customer's consent; <see cref="ConsentRule.Required"/> by default.</summary>
    public ConsentRule Consent { get; set; }

    /// <summary>What is asked of the customer; <see cref="CustomerRule.Exists"/> by default.</summary>
    public CustomerRule Customer { get; set; }

    /// <summary>Whether the method is open once the customer is frozen for erasure; <see cref="ErasedRule.Refused"/> by default.</summary>
    public ErasedRule WhenErased { get; set; }

    /// <summary>Whether the method is open while the use of the data is restricted, whatever the purpose: it keeps data or decides about it.
    /// False by default: then only the customer's own self-service and the law's purposes are.</summary>
    public bool WhenRestricted { get; set; }

    /// <summary>The data that the method touches; <see cref="DataScope.None"/> by default.</summary>
    public DataScope Data { get; set; }

    /// <summary>What the method does, in plain language, as a customer reads it in their usage: a verb and its object, lower case.</summary>
    public string Does { get; set; } = string.Empty;

    /// <summary>Whether an allowed call is recorded in the audit log; true by default. Off only where nothing of anybody is answered.
    /// Refusals are always recorded.</summary>
    public bool IsRecorded { get; set; } = true;
}

/// <summary>A grain method that anyone may call without a token: published keys, readiness.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAttribute : Attribute;

/// <summary>A grain method for other grains: callable with a silo token only, never with a user's.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SiloOnlyAttribute : Attribute;
