using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;

namespace ApiHost.Activity;

/// <summary>Reads transactions as sent. A wrong shape refuses the whole call; a scalar of the wrong type is marked, so that the grain rejects that item.</summary>
internal static class TransactionReader
{
    // A decimal has 28 to 29 significant digits; a longer number would be rounded in silence.
    private const int LongestNumber = 30;

    private static readonly Refusal TooLarge = new(ProblemCode.TooLarge, "Send at most 1,000 transactions at once.");

    /// <summary>Reads the body <c>{"transactions":[…]}</c>.</summary>
    /// <param name="utf8">The body.</param>
    /// <returns>The batch.</returns>
    public static Input<TransactionBatch> ReadBatch(ReadOnlyMemory<byte> utf8) => StrictJson.Read(utf8, static root => Read(root, "transactions"));

    /// <summary>Reads the list that an object holds under a name.</summary>
    /// <param name="element">What stands where the object belongs.</param>
    /// <param name="name">The list's name.</param>
    /// <returns>The batch.</returns>
    public static Input<TransactionBatch> Read(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return StrictJson.Malformed;
        }

        if (!element.TryGetProperty(name, out var list))
        {
            return Refusal.Invalid("/" + name, "required: a list of transactions");
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return StrictJson.Malformed;
        }

        return list.GetArrayLength() > ICustomerActivity.MaxBatch ? TooLarge : Read(list);
    }

    private static Input<TransactionBatch> Read(JsonElement list)
    {
        var drafts = ImmutableArray.CreateBuilder<TransactionDraft>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || ReadItem(item) is not { } draft)
            {
                return StrictJson.Malformed;
            }

            drafts.Add(draft);
        }

        return new TransactionBatch(drafts.DrainToImmutable());
    }

    private static TransactionDraft? ReadItem(JsonElement element)
    {
        var item = new Item(element);
        var amount = item.Number("amount"u8, out _);
        var balance = item.Number("balanceAfter"u8, out var isBalanceUnreadable);
        var draft = new TransactionDraft
        {
            Id = item.Text("id"u8),
            AccountId = item.Text("accountId"u8),
            BookedAt = item.Text("bookedAt"u8),
            Amount = amount,
            Currency = item.Text("currency"u8),
            Kind = item.Text("kind"u8),
            Counterparty = item.Text("counterparty"u8),
            Description = item.Text("description"u8),
            Mcc = item.Text("mcc"u8),
            BalanceAfter = balance,
            IsBalanceUnreadable = isBalanceUnreadable,
        };
        return item.IsMalformed ? null : draft;
    }

    private ref struct Item(JsonElement element)
    {
        public bool IsMalformed { get; private set; }

        public string? Text(ReadOnlySpan<byte> name) => Scalar(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } member when StrictJson.TryText(member, out var text) => text,
            _ => TransactionDraft.Unreadable,
        };

        public decimal? Number(ReadOnlySpan<byte> name, out bool isUnreadable)
        {
            isUnreadable = false;
            if (Scalar(name) is not { } member)
            {
                return null;
            }

            if (member.ValueKind == JsonValueKind.Number && JsonMarshal.GetRawUtf8Value(member).Length <= LongestNumber && member.TryGetDecimal(out var number))
            {
                return number;
            }

            isUnreadable = true;
            return null;
        }

        private JsonElement? Scalar(ReadOnlySpan<byte> name)
        {
            if (!element.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            IsMalformed |= member.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
            return member;
        }
    }
}
