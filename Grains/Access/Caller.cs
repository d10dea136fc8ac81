using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>Who calls, under which policy and for which purpose, as the silo verified it. Flows with the call, inside the silo only.</summary>
internal sealed record Caller
{
    private static readonly AsyncLocal<Caller?> Flow = new();

    /// <summary>The caller of the running call; null for a grain's own work.</summary>
    public static Caller? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>The verified token.</summary>
    public required VerifiedToken Token { get; init; }

    /// <summary>The method that is called.</summary>
    public required MethodPolicy Method { get; init; }

    /// <summary>The method's policy.</summary>
    public AllowAttribute Policy => Method.Allow!;

    /// <summary>The purpose the call runs under; empty where <see cref="PurposeRefusal"/> says why there is none.</summary>
    public string Purpose { get; init; } = string.Empty;

    /// <summary>What is wrong with the stated purpose; to be answered once the customer is known to exist.</summary>
    public Refusal? PurposeRefusal { get; init; }

    /// <summary>What the caller states; its free text counts only where the purpose was accepted.</summary>
    public Statement Stated { get; init; }

    /// <summary>The idempotency key as sent; null where none was.</summary>
    public string? Operation { get; init; }

    /// <summary>The operation to remember with the change that this call makes; null where there is nothing to remember.</summary>
    public PendingOperation? Pending { get; set; }

    /// <summary>Whether the call is in the audit log: nothing is answered before it is.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Whether the call carries a Global Privacy Control signal for the customer.</summary>
    public bool HasPrivacyControl { get; init; }

    /// <summary>Who the caller is to an idempotency key.</summary>
    public string Identity => $"{Token.ClientId}\n{Token.Subject}";
}

/// <summary>A mutation that carries an idempotency key and was not seen before.</summary>
/// <param name="Key">Stands for caller and key.</param>
/// <param name="Request">Stands for what is asked.</param>
internal sealed record PendingOperation(byte[] Key, byte[] Request);
