using System.Text.RegularExpressions;

namespace Tests.Api.OpenApi;

/// <summary>Who may call what and how it may be refused, as the contract says it: written down by hand, beside the platform's own declarations.</summary>
internal static class Contract
{
    private const string Person = "/v1/customers/{}";

    /// <summary>The roles of each route.</summary>
    public static IReadOnlyDictionary<string, string[]> Roles { get; } = Table(
        Row("customer frontend advisor officer auditor operator", "GET /v1/catalog/attributes", "GET /v1/catalog/purposes", "GET /v1/catalog/offers", "GET /v1/models", "GET /v1/models/{}"),
        Row("frontend", $"PUT {Person}", $"POST {Person}/transactions", $"DELETE {Person}/transactions/{{}}", "POST /v1/import"),
        Row("customer frontend advisor", $"GET {Person}/profile", $"GET {Person}/advice"),
        Row("customer advisor", $"GET {Person}/transactions"),
        Row("customer", $"PATCH {Person}/transactions/{{}}", $"GET {Person}/rights/{{}}/export", $"GET {Person}/training"),
        Row("customer frontend officer", $"GET {Person}/consents", $"GET {Person}/consents/history", $"GET {Person}/consents/receipts/{{}}"),
        Row("customer frontend", $"PATCH {Person}/profile", $"PUT {Person}/consents/{{}}", $"POST {Person}/consents/withdraw-all", $"GET {Person}/recommendations",
            $"POST {Person}/recommendations/{{}}/feedback", $"GET {Person}/decisions", $"GET {Person}/insights", $"POST {Person}/insights/{{}}/acknowledge", $"POST {Person}/insights/types/{{}}/mute",
            $"POST {Person}/insights/types/{{}}/unmute", $"GET {Person}/spending", $"GET {Person}/recurring", $"GET {Person}/forecast", $"GET {Person}/layout", $"PUT {Person}/preferences"),
        Row("customer officer", $"GET {Person}/usage", $"POST {Person}/rights", $"GET {Person}/rights", $"GET {Person}/rights/{{}}", $"DELETE {Person}/rights/{{}}"),
        Row("officer", "GET /v1/reviews", "POST /v1/reviews/{}", "GET /v1/rights", $"POST {Person}/rights/{{}}/deny", $"POST {Person}/rights/{{}}/extend", $"POST {Person}/rights/{{}}/sign-off",
            $"PUT {Person}/legal-hold", $"POST {Person}/legal-hold/approve", $"GET {Person}/legal-hold", $"DELETE {Person}/legal-hold", $"POST {Person}/release", $"GET {Person}/rights/{{}}/certificate"),
        Row("auditor", "GET /v1/audit/shards", "GET /v1/audit/{}/checkpoint", "GET /v1/audit/{}/entries", "GET /v1/audit/{}/proof/inclusion", "GET /v1/audit/{}/proof/consistency"),
        Row("operator", "POST /v1/webhooks", "GET /v1/webhooks", "DELETE /v1/webhooks/{}", "GET /v1/webhooks/{}/deliveries", "GET /v1/keys", "POST /v1/keys/rotations", "GET /v1/keys/rotations/{}",
            $"POST {Person}/keys/replace", "POST /v1/models/{}/rounds", "GET /v1/models/{}/rounds", "GET /v1/models/{}/rounds/{}"));

    /// <summary>The status of each problem's code.</summary>
    public static IReadOnlyDictionary<string, int> Problems { get; } = new (int Status, string Codes)[]
    {
        (400, "malformed-request"),
        (401, "token-missing token-invalid reauthentication-required"),
        (403, "role-not-allowed purpose-missing purpose-not-allowed case-reference-missing break-glass-not-allowed consent-required processing-restricted"),
        (404, "customer-unknown not-found"),
        (405, "method-not-allowed"),
        (406, "not-acceptable"),
        (409, "conflict"),
        (410, "customer-erased"),
        (412, "version-mismatch"),
        (413, "too-large"),
        (415, "unsupported-media-type"),
        (422, "undeclared-attribute invalid-value unknown-purpose unknown-offer idempotency-key-reused"),
        (429, "rate-limited"),
        (503, "unavailable audit-unavailable"),
    }.SelectMany(row => row.Codes.Split(' ').Select(code => (code, row.Status))).ToDictionary();

    /// <summary>The routes that ask for no token; what follows the prefix is free.</summary>
    public static IReadOnlyList<string> Open { get; } = ["/health/", "/.well-known/", "/connect/", "/openapi/", "/docs"];

    /// <summary>The route that asks for a token only where it has no code.</summary>
    public const string OpenByCode = $"{Person}/rights/{{}}/certificate";

    /// <summary>A path without the names of its parameters.</summary>
    public static string Shape(string path) => Regex.Replace(path.TrimEnd('/'), @"\{[^}]*\}", "{}");

    private static Dictionary<string, string[]> Table(params IEnumerable<(string Route, string[] Roles)>[] rows) => rows.SelectMany(row => row).ToDictionary();

    private static IEnumerable<(string Route, string[] Roles)> Row(string roles, params string[] routes) => routes.Select(route => (route, roles.Split(' ')));
}
