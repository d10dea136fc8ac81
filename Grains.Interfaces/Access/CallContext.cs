using Orleans.Runtime;

namespace Grains.Interfaces.Access;

/// <summary>
/// What travels with a call beside its arguments, on the Orleans request context. Nothing here is trusted: the silo verifies the token
/// and judges the rest against it.
/// </summary>
public static class CallContext
{
    /// <summary>The caller's own access token, as received.</summary>
    public const string Token = "pp.token";

    /// <summary>The stated purpose id (header <c>Processing-Purpose</c>).</summary>
    public const string Purpose = "pp.purpose";

    /// <summary>The idempotency key as received (header <c>Idempotency-Key</c>).</summary>
    public const string Operation = "pp.operation";

    /// <summary>The advisor's case reference.</summary>
    public const string CaseReference = "pp.case";

    /// <summary>The break-glass reason.</summary>
    public const string BreakGlass = "pp.glass";

    /// <summary>Present where the call carries a Global Privacy Control signal.</summary>
    public const string PrivacyControl = "pp.gpc";

    /// <summary>A silo token, minted inside a silo.</summary>
    public const string SiloToken = "pp.silo";

    /// <summary>Puts a value on the context of the calls that follow in this flow.</summary>
    /// <param name="name">One of the names above.</param>
    /// <param name="value">The value; null or empty removes it.</param>
    public static void Set(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            RequestContext.Remove(name);
        }
        else
        {
            RequestContext.Set(name, value);
        }
    }

    /// <summary>Reads a value.</summary>
    /// <param name="name">One of the names above.</param>
    /// <returns>The value; null where absent.</returns>
    public static string? Get(string name) => RequestContext.Get(name) as string;
}
