namespace Grains.Keys;

/// <summary>
/// What a personal key is used for beyond the sections of the customer's own record. Each has a key of its own, derived from the personal key, that
/// outlives a replacement (<see cref="KeyLineage"/>): what it stands for is in the audit log, in evidence or in somebody's hands, and cannot be made
/// again under another key. A use that must outlive replacements, as one that answers the same however often it is asked, is added at the end of
/// <see cref="Lasting"/>; none is ever removed or moved.
/// </summary>
internal static class KeyUses
{
    /// <summary>The customer's tag in the audit log.</summary>
    public const string AuditSubject = "audit-subject";

    /// <summary>The ids of the audit entries of operations, which a repeat must find.</summary>
    public const string AuditOperation = "audit-operation";

    /// <summary>The hashes of free text in the audit log and in evidence.</summary>
    public const string AuditText = "audit-text";

    /// <summary>Who has broken the glass within the last hour.</summary>
    public const string BreakGlass = "break-glass";

    /// <summary>The ids of decisions, which callers hold for 30 days.</summary>
    public const string Decision = "decision";

    /// <summary>The answers of the operation journal; they lie within a section that is sealed anew.</summary>
    public const string Answers = "answers";

    /// <summary>The free text beside audit entries and in the queue of reviews.</summary>
    public const string AccessText = "access-text";

    /// <summary>What rights requests say beyond their right, in the evidence.</summary>
    public const string RightsDetails = "rights-details";

    /// <summary>All of them, in the order in which a lineage holds their keys.</summary>
    public static readonly IReadOnlyList<string> Lasting = [AuditSubject, AuditOperation, AuditText, BreakGlass, Decision, Answers, AccessText, RightsDetails];
}
