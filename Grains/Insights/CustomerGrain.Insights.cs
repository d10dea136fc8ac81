using System.Collections.Immutable;
using System.Globalization;
using Grains.Activity;
using Grains.Consent;
using Grains.Due;
using Grains.Insights;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Insights;
using Grains.Personalization;

namespace Grains;

/// <summary>What the customer's transactions say. Without consent nothing but the consent section is opened.</summary>
internal sealed partial class CustomerGrain
{
    private DateTimeOffset? insightsDue;

    private PurposeDeclaration Insighting => catalogue.Purpose[ICustomerInsights.Purpose];

    /// <summary>Whether insights may look at the transactions. While the use of the data is restricted nothing is looked at, by itself neither.</summary>
    private bool MayFindInsights(ConsentSection consent) => consent.RestrictedSince is null && consent.Covers(Insighting, Features.Transactions, Now);

    /// <inheritdoc/>
    public ValueTask<Reply<CustomerInsights>> Find(Input<DateOnly?> asOf) => ValueTask.FromResult(
        asOf.Fault is { } fault ? fault
        : !MayFindInsights(Sections.Consent) ? new CustomerInsights([], false, "consent-missing")
        : On(asOf.Value, day => Reply<CustomerInsights>.ToReply(new(Worded(day), true, "consent-given"))));

    /// <inheritdoc/>
    public ValueTask<Reply<Done>> Acknowledge(string insightId) => Change<Done>(next => Remember(
        next, Board(next) is { } board ? InsightBoard.Acknowledge(board, insightId) : null, "No such insight now: GET insights shows them."));

    /// <inheritdoc/>
    public ValueTask<Reply<Done>> Mute(string type, bool isMuted)
    {
        return Change<Done>(next => Remember(next, Muted(next.Model.Insights ?? InsightState.Empty), "No such type of insight: GET insights shows the types."));

        InsightState? Muted(InsightState known) => isMuted ? known.Mute(type, catalogue.Insights) : known.Unmute(type, catalogue.Insights);
    }

    /// <inheritdoc/>
    public ValueTask<Reply<Spending>> Spending(Input<SpendingQuery> query) => Told(query, asked =>
        On(asked.AsOf, day => Reply<Spending>.ToReply(SpendingReport.Of(Sections.Activity, catalogue, day, asked.Months))));

    /// <inheritdoc/>
    public ValueTask<Reply<RecurringPayments>> Recurring(Input<DateOnly?> asOf) => Told(asOf, asked =>
        On(asked, day => Reply<RecurringPayments>.ToReply(RecurringViews.Of(Sections.Activity, day))));

    /// <inheritdoc/>
    public ValueTask<Reply<AccountForecast>> Forecast(Input<ForecastQuery> query) => Told(query, asked => AccountForecasts.Fault(asked) is { } refusal ? refusal
        : On(asked.AsOf, day => AccountForecasts.Of(Sections.Activity, catalogue, day, asked.Days, asked.AccountId)));

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> Surface()
    {
        if (sections is null)
        {
            DeactivateOnIdle();
            return UntilThawed;
        }

        DateOnly? next = null;
        if (MayFindInsights(sections.Consent))
        {
            await Change<Done>(changed =>
            {
                next = Surface(changed);
                return Done.Instance;
            });
        }

        DeactivateOnIdle();
        return MidnightOf(next);
    }

    /// <summary>Remembers which insights hold, so that each is told from the day it became true.</summary>
    /// <returns>When time alone may change them next; null for never.</returns>
    private DateOnly? Surface(CustomerSections next)
    {
        var board = Board(next);
        if (board is not null && !ReferenceEquals(board.State, next.Model.Insights ?? InsightState.Empty))
        {
            next.Model = next.Model with { Insights = board.State };
        }

        return board?.NextChange;
    }

    /// <summary>Insights become true in the turn of the transaction that makes them so, or of the consent that lets them; what time will make true is
    /// noted before the row, where it is another day than was noted last.</summary>
    private async ValueTask NoteInsights(CustomerSections fork)
    {
        if ((fork.HasActivityChanged || !MayFindInsights(Sections.Consent)) && MayFindInsights(fork.Consent)
            && MidnightOf(Surface(fork)) is { } at && at != insightsDue)
        {
            await due.Set(new DueItem(DueWork.Insights, this.GetPrimaryKey(), at));
            insightsDue = at;
        }
    }

    private ImmutableArray<Insight> Worded(DateOnly day) => Picture(Sections.Activity, day) is { } picture
        ? InsightWording.Of(Board(Sections, picture).Shown, picture.Currency, Readable("language", Insighting)?.Text, catalogue.Insights) : [];

    /// <summary>How the insights stand today; null where there are no transactions.</summary>
    private BoardView? Board(CustomerSections from) => Picture(from.Activity, PresentDay(from.Activity)) is { } picture ? Board(from, picture) : null;

    private BoardView Board(CustomerSections from, FinancialPicture picture) =>
        InsightBoard.Update(from.Model.Insights ?? InsightState.Empty, picture, catalogue.Insights, Goal(from, picture.Currency));

    /// <summary>What the customer said they want to have put aside; null where they did not, or not both of it.</summary>
    private SavingsGoal? Goal(CustomerSections from, string currency) =>
        Readable("savingsGoalAmount", Insighting, from)?.Number is { } amount
        && DateOnly.TryParseExact(Readable("savingsGoalBy", Insighting, from)?.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var by)
            ? new SavingsGoal(amount, currency, by) : null;

    private static Reply<Done> Remember(CustomerSections next, InsightState? state, string absent)
    {
        if (state is null)
        {
            return new Refusal(ProblemCode.NotFound, absent);
        }

        next.Model = ReferenceEquals(state, next.Model.Insights) ? next.Model : next.Model with { Insights = state };
        return Done.Instance;
    }

    /// <summary>Answers what looks at transactions alone: the consent must cover them, and the question be in order.</summary>
    private ValueTask<Reply<T>> Told<TInput, T>(Input<TInput> input, Func<TInput, Reply<T>> answer) => ValueTask.FromResult(
        Uncovered() is { } refusal ? refusal : input.Fault is { } fault ? fault : answer(input.Value!));

    /// <summary>Answers as of a day.</summary>
    private Reply<T> On<T>(DateOnly? asked, Func<DateOnly, Reply<T>> answer)
    {
        var day = AsOf(asked);
        return day.Refusal is { } refusal ? refusal : answer(day.Value);
    }

    /// <summary>The day that counts as today: the one asked for, else the present one.</summary>
    private Reply<DateOnly> AsOf(DateOnly? asked) =>
        asked < Sections.Activity.NewestDay ? Refusal.Invalid("asOf", "not before the day of the newest transaction") : asked ?? PresentDay(Sections.Activity);

    /// <summary>Today, or the day of the newest booking where it is later: a booking may be two days ahead.</summary>
    private DateOnly PresentDay(ActivitySection activity)
    {
        var today = DateOnly.FromDayNumber(Today);
        return activity.NewestDay is { } newest && newest > today ? newest : today;
    }

    /// <summary>What the transactions say on a day; null where there are none.</summary>
    private FinancialPicture? Picture(ActivitySection activity, DateOnly day) => PictureReading.Of(activity, catalogue, day);

    private static DateTimeOffset? MidnightOf(DateOnly? day) => day is { } on ? new DateTimeOffset(on, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
