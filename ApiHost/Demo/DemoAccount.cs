using System.Globalization;
using Grains.Interfaces.Activity;

namespace ApiHost.Demo;

/// <summary>What a booking is for.</summary>
/// <param name="Kind">How it was paid.</param>
/// <param name="Counterparty">Who was paid or paid.</param>
/// <param name="Description">The text of the booking.</param>
/// <param name="Mcc">The merchant category code of a card payment; null elsewhere.</param>
internal sealed record DemoPayment(string Kind, string? Counterparty, string Description, string? Mcc = null);

/// <summary>An account of the demo bank: books in order and keeps the balance.</summary>
/// <param name="id">The account's id.</param>
/// <param name="currency">ISO 4217.</param>
/// <param name="balance">The balance before the first booking.</param>
internal sealed class DemoAccount(string id, string currency, decimal balance)
{
    /// <summary>The balance now.</summary>
    public decimal Balance { get; private set; } = balance;

    /// <summary>Books a payment.</summary>
    /// <param name="transactionId">The transaction's id.</param>
    /// <param name="day">The day.</param>
    /// <param name="minute">The minute of the day.</param>
    /// <param name="amount">Signed; negative leaves the account.</param>
    /// <param name="payment">What for.</param>
    /// <returns>The transaction.</returns>
    public TransactionDraft Book(string transactionId, DateOnly day, int minute, decimal amount, DemoPayment payment)
    {
        Balance += amount;
        return new TransactionDraft
        {
            Id = transactionId,
            AccountId = id,
            BookedAt = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T{minute / 60:D2}:{minute % 60:D2}:00Z"),
            Amount = amount,
            Currency = currency,
            Kind = payment.Kind,
            Counterparty = payment.Counterparty,
            Description = payment.Description,
            Mcc = payment.Mcc,
            BalanceAfter = Balance,
        };
    }
}
