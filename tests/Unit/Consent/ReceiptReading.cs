using System.Text.Json;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Silo.Keys;

namespace Tests.Unit.Consent;

/// <summary>Making receipts and reading them.</summary>
internal static class ReceiptReading
{
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 12, 30, 15, 123, TimeSpan.Zero);
    public static readonly Guid Customer = new("7f1c2b1e-0b1e-4a8e-8a5e-2d9a4f0c9d22");
    public static readonly Catalogue Shipped = Catalogue.Load();
    public static readonly SigningKeys Signing = new(Enumerable.Repeat((byte)1, 32).ToArray(), Enumerable.Repeat((byte)2, 32).ToArray());

    public static ConsentSection Decide(ConsentSection section, string purpose, ConsentDecision decision) =>
        section.Decide(purpose, decision, Role.Customer, Shipped, Now).Value!;

    public static string Read(ConsentSection section, Guid id, ReceiptForm form = ReceiptForm.Linked) =>
        section.Receipt(id.ToString(), form, Customer, Shipped, Signing).Value!;

    public static JsonElement Linked(ConsentSection section, Guid? id = null) =>
        JsonSerializer.Deserialize<JsonElement>(Read(section, id ?? section.Events[0].ReceiptId));

    public static JsonElement Kantara(ConsentSection section) =>
        JsonSerializer.Deserialize<JsonElement>(Read(section, section.Events[0].ReceiptId, ReceiptForm.Kantara));

    public static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    public static (string? Value, string? Language) Said(JsonElement element, string member) =>
        (Text(element.GetProperty(member), "@value"), Text(element.GetProperty(member), "@language"));

    public static JsonElement[] Items(JsonElement element, string member) => [.. element.GetProperty(member).EnumerateArray()];

    public static string Members(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));
}
