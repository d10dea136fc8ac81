using Grains.Activity;
using Grains.Consent;
using Grains.Insights;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Insights;
using Grains.Personalization;

namespace Grains;

/// <summary>What the customer's transactions say. Without consent nothing but the consent section is opened.</summary>
internal sealed partial class CustomerGrain
{
    private PurposeDeclaration Insighting => catalogue.Purpose[ICustomerInsights.Purpose];

    /// <inheritdoc/>
    public ValueTask<Reply<CustomerInsights>> Find(Input<DateOnly?> asOf) => Answer<DateOnly?, CustomerInsights>(asOf, () =>
        !Sections.Consent.Permits(Insighting, Now) || !Sections.Consent.Covers(Insighting, Features.Transactions, Now) ? CustomerInsights.None
        : On(asOf.Value, Board.Read));

    /// <inheritdoc/>
    public ValueTask<Reply<CustomerSpending>> Spending(Input<SpendingQuery> query) => Told(query, () =>
        On(query.Value!.AsOf, day => SpendingReport.Of(Sections.Activity, day, query.Value.Months, catalogue)));

    /// <inheritdoc/>
    public ValueTask<Reply<RecurringPayments>> Recurring(Input<DateOnly?> asOf) => Told(asOf, () =>
        On(asOf.Value, day => RecurringViews.Of(Sections.Activity.Streams(day.DayNumber), Sections.Activity.ToNames())));

    /// <inheritdoc/>
    public ValueTask<Reply<AccountForecast>> Forecast(Input<ForecastQuery> query) => Told(query, () =>
        On(query.Value!.AsOf, day => AccountForecasts.Of(Sections.Activity, day, query.Value)));
}
