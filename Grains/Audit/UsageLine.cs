using System.Collections.Frozen;
using System.Reflection;
using Grains.Access;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>Turns an audit entry into a line that the customer understands.</summary>
internal static class UsageLine
{
    /// <summary>The operation of a Global Privacy Control signal, which no method stands for.</summary>
    public const string PrivacyControl = "consent.privacy-control";

    /// <summary>The operation of forgetting what has ended, which the platform does by itself.</summary>
    public const string Retention = "retention.forget";

    private static readonly FrozenDictionary<string, string> Does = typeof(AllowAttribute).Assembly.GetTypes()
        .Where(static t => t.IsInterface && t.IsAssignableTo(typeof(IGrain)))
        .SelectMany(static t => t.GetMethods())
        .Where(static m => m.IsDefined(typeof(AllowAttribute)))
        .Select(static m => (MethodPolicy.Of(m).Operation, m.GetCustomAttribute<AllowAttribute>()!.Does))
        .Append((PrivacyControl, "act on a privacy signal"))
        .ToFrozenDictionary(static o => o.Item1, static o => o.Item2, StringComparer.Ordinal);

    /// <summary>Makes the line.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="text">Its free text, opened; null where there is none.</param>
    /// <param name="catalogue">The words.</param>
    /// <returns>The line.</returns>
    public static UsageEntry Of(AuditEntry entry, AccessText? text, Catalogue catalogue) => new()
    {
        At = entry.At,
        Role = entry.Role?.ToString().ToLowerInvariant() ?? "none",
        Client = entry.Client ?? "none",
        Purpose = entry.Purpose,
        Operation = entry.Operation,
        Categories = entry.Categories,
        Outcome = entry.Outcome,
        Count = entry.Count,
        Text = Sentence(entry, catalogue),
        CaseReference = text?.CaseReference,
        BreakGlass = text?.BreakGlass,
    };

    private static string Sentence(AuditEntry entry, Catalogue catalogue)
    {
        var purpose = entry.Purpose is { } id && catalogue.Purpose.TryGetValue(id, out var declared) ? $" Purpose: {declared.Title}." : string.Empty;
        var data = entry.Categories.IsEmpty ? string.Empty : $" Data: {string.Join("; ", entry.Categories.Select(c => catalogue.CategoryTitles.GetValueOrDefault(c, c)))}.";
        var outcome = entry.Outcome == Outcomes.Allowed ? "and was allowed to" : $"and was refused ({entry.Outcome})";
        var times = entry.Kind == AuditKind.Repeats ? $" {entry.Count} more within a minute." : string.Empty;
        return entry.Operation == Retention ? $"The platform removed data whose retention had ended.{data}"
            : $"{Who(entry)} asked to {Does.GetValueOrDefault(entry.Operation, entry.Operation)} {outcome}.{purpose}{data}{times}";
    }

    private static string Who(AuditEntry entry) => entry.Role switch
    {
        Role.Customer when entry.Outcome == ProblemCode.CustomerUnknown.Name() => "Another customer",
        Role.Customer => "You",
        Role.Frontend => $"The bank's front end {entry.Client}",
        Role.Advisor => $"An advisor of the bank ({entry.Client})",
        Role.Officer => "The bank's privacy office",
        Role.Auditor => "An auditor",
        _ => "An operator of the platform",
    };
}
