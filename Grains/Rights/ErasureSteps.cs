namespace Grains.Rights;

/// <summary>The steps of an erasure, in their order. Each is idempotent, so that whatever died in the middle is done again.</summary>
internal static class ErasureSteps
{
    /// <summary>No legal hold stands.</summary>
    public const string HoldCheck = "hold-check";

    /// <summary>All processing is refused; consent ledger and bank id are evidence now.</summary>
    public const string Freeze = "freeze";

    /// <summary>The personal key is destroyed: the point of no return.</summary>
    public const string DestroyKey = "destroy-key";

    /// <summary>The record and what was due for the customer are removed.</summary>
    public const string ClearRecord = "clear-record";

    /// <summary>The roster says erased, and nothing is left to open.</summary>
    public const string Verify = "verify";

    /// <summary>The certificate is signed.</summary>
    public const string Certify = "certificate";

    /// <summary>The downstream processors have acknowledged, or an officer signed them off.</summary>
    public const string Downstream = "downstream";

    /// <summary>Of another request: it was open when the customer's key was destroyed, and is closed by that.</summary>
    public const string Overtaken = "overtaken-by-erasure";
}
