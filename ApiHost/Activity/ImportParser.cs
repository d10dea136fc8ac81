using System.Collections.Immutable;
using System.Text.Json;
using ApiHost.Access;
using ApiHost.Consent;
using ApiHost.Profile;
using Grains.Interfaces.Access;

namespace ApiHost.Activity;

/// <summary>Turns a line's bytes into what it asks for. Any bytes end in a line or a refusal.</summary>
internal static class ImportParser
{
    private static readonly Refusal NoKind = new(
        ProblemCode.MalformedRequest, "A line is an object with exactly one of the members customer, transactions and consent, each an object.");

    /// <summary>Parses a line.</summary>
    /// <param name="utf8">Its bytes without the newline; not kept.</param>
    /// <returns>The line; pointers of a refusal count from the line's root.</returns>
    public static Input<ImportLine> Parse(ReadOnlyMemory<byte> utf8) => StrictJson.Read(utf8, Parse);

    private static Input<ImportLine> Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return NoKind;
        }

        var isCustomer = root.TryGetProperty("customer"u8, out var customer);
        var isTransactions = root.TryGetProperty("transactions"u8, out var transactions);
        var isConsent = root.TryGetProperty("consent"u8, out var consent);
        return (isCustomer, isTransactions, isConsent) switch
        {
            (true, false, false) => Below("/customer", Customer(customer)),
            (false, true, false) => Below("/transactions", Transactions(transactions)),
            (false, false, true) => Below("/consent", Consent(consent)),
            _ => NoKind,
        };
    }

    private static Input<ImportLine> Customer(JsonElement element) => Join(
        JsonObject.Read(element, static sent => sent.Required("id")), ProfileReader.Read(element), static (id, draft) => new CustomerLine(id, draft));

    private static Input<ImportLine> Transactions(JsonElement element) => Join(
        JsonObject.Read(element, static sent => sent.Required("customerId")), TransactionReader.Read(element, "items"),
        static (id, batch) => new TransactionsLine(id, batch));

    private static Input<ImportLine> Consent(JsonElement element) => Join(
        JsonObject.Read(element, static sent => (Id: sent.Required("customerId"), Purpose: sent.Required("purpose"))), ConsentReader.ReadImported(element),
        static (names, decision) => new ConsentLine(names.Id, names.Purpose, decision));

    private static Input<ImportLine> Join<TNames, TValue>(Input<TNames> names, Input<TValue> value, Func<TNames, TValue, ImportLine> join) =>
        (names.Fault ?? value.Fault) is { } fault ? fault : join(names.Value!, value.Value!);

    private static Input<ImportLine> Below(string root, Input<ImportLine> line) => line.Fault is { } fault ? fault.Below(root) : line;

    /// <summary>A refusal whose pointers count from further up.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="root">The pointer to what they counted from.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Below(this Refusal refusal, string root) => refusal.Errors.IsDefaultOrEmpty
        ? refusal
        : refusal with { Errors = ImmutableArray.CreateRange(refusal.Errors, fault => fault with { Pointer = root + fault.Pointer }) };
}
