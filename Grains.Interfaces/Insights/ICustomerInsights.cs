using Grains.Interfaces.Access;

namespace Grains.Interfaces.Insights;

/// <summary>What a customer's transactions say: insights, spending, what repeats, and how the balance will go. Computed when asked for, inside
/// the customer's own grain.</summary>
[Alias("ICustomerInsights")]
public interface ICustomerInsights : IGrainWithGuidKey
{
    /// <summary>The purpose of every method here.</summary>
    public const string Purpose = "financial-insights";

    /// <summary>What is true and useful today.</summary>
    /// <param name="asOf">The day that counts as today; null for today.</param>
    /// <returns>The insights; none, and <see cref="CustomerInsights.Personalised"/> false, without consent.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = Purpose, Consent = ConsentRule.Optional, Data = DataScope.Purpose, Does = "find insights"), Alias("Find")]
    ValueTask<Reply<CustomerInsights>> Find(Input<DateOnly?> asOf);

    /// <summary>Takes note that the customer has seen an insight: it does not come back in its period.</summary>
    /// <param name="insightId">The insight's id.</param>
    /// <returns>Done; <see cref="ProblemCode.NotFound"/> where there is no such insight now.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = Purpose, Data = DataScope.Purpose, Does = "acknowledge an insight"), Alias("Acknowledge")]
    ValueTask<Reply<Done>> Acknowledge(string insightId);

    /// <summary>Mutes a type of insight, or lets it speak again.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isMuted">Whether it is muted from now on.</param>
    /// <returns>Done; <see cref="ProblemCode.NotFound"/> where there is no such type.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = Purpose, Data = DataScope.Purpose, Does = "mute a type of insight"), Alias("Mute")]
    ValueTask<Reply<Done>> Mute(string type, bool isMuted);

    /// <summary>What was spent and came in, by month.</summary>
    /// <param name="query">Day and number of months.</param>
    /// <returns>The months.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = Purpose, Data = DataScope.Purpose, Does = "add up the spending"), Alias("Spending")]
    ValueTask<Reply<Spending>> Spending(Input<SpendingQuery> query);

    /// <summary>Payments that repeat.</summary>
    /// <param name="asOf">The day that counts as today; null for today.</param>
    /// <returns>The streams.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = Purpose, Data = DataScope.Purpose, Does = "find recurring payments"), Alias("Recurring")]
    ValueTask<Reply<RecurringPayments>> Recurring(Input<DateOnly?> asOf);

    /// <summary>How the balance of an account will go.</summary>
    /// <param name="query">Day, horizon and account.</param>
    /// <returns>The forecast; <see cref="ProblemCode.NotFound"/> where the account is not known.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = Purpose, Data = DataScope.Purpose, Does = "forecast the balance"), Alias("Forecast")]
    ValueTask<Reply<AccountForecast>> Forecast(Input<ForecastQuery> query);

    /// <summary>Remembers which insights hold today: some become true, or end, as time passes.</summary>
    /// <returns>When that may change again, UTC; null where nothing is to come.</returns>
    [SiloOnly, Alias("Surface")]
    ValueTask<DateTimeOffset?> Surface();
}
