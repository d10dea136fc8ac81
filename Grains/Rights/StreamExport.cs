using System.Collections.Immutable;
using System.Text.Json;
using Grains.Activity;
using Grains.Insights;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>The recurring payments in an export, unpacked.</summary>
/// <param name="table">The table.</param>
/// <param name="accounts">The accounts by code.</param>
/// <param name="names">Currencies and categories by code.</param>
internal sealed class StreamExport(StreamTable table, HeldAccount[] accounts, string[] names)
{
    /// <summary>What is kept of the payments.</summary>
    public ImmutableArray<ExportedCounterparty> Counterparties() =>
    [
        .. table.ToHistories().Select(h => new ExportedCounterparty(accounts[h.Key.Account].Id, names[h.Key.Currency], h.Key.Counterparty, names[h.Category])
        {
            Payments = [.. h.Kept.Select(static p => new ExportedPayment(DateOnly.FromDayNumber(p.Day), p.Amount))],
            Earlier =
            [
                .. h.Earlier.Select(static e => new ExportedEarlierPayments(e.Amount, e.Count, DateOnly.FromDayNumber(e.First), DateOnly.FromDayNumber(e.Last))),
            ],
        }),
    ];

    /// <summary>What was found in them.</summary>
    /// <param name="asOf">Day number of the day that counts as today.</param>
    public ImmutableArray<ExportedStream> Streams(int asOf) =>
    [
        .. table.ToStreams(asOf).Select(s => new ExportedStream(
            s.Id, accounts[s.Account].Id, names[s.Currency], s.Counterparty, names[s.Category], Word(s.Frequency), Word(s.Status), s.Count, s.AverageAmount, s.LastAmount,
            DateOnly.FromDayNumber(s.First), DateOnly.FromDayNumber(s.Last))
        {
            PreviousAmount = s.PreviousAmount,
            NextDate = s.Next is { } next ? DateOnly.FromDayNumber(next) : null,
        }),
    ];

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
