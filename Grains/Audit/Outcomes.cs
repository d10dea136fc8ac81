namespace Grains.Audit;

/// <summary>The outcomes of an audit entry that are no problem's code.</summary>
internal static class Outcomes
{
    /// <summary>The call was allowed.</summary>
    public const string Allowed = "allowed";
}
