namespace Grains.Insights;

/// <summary>A forecast balance, or a month's outgoings.</summary>
/// <param name="Date">The day; of outgoings the month's first.</param>
/// <param name="Expected">As likely exceeded as not.</param>
/// <param name="Low">Exceeded in nine cases of ten.</param>
/// <param name="High">Exceeded in one case of ten.</param>
internal readonly record struct ForecastDay(DateOnly Date, decimal Expected, decimal Low, decimal High);

/// <summary>A recurring payment that a forecast counts on a day.</summary>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Date">When it is due.</param>
/// <param name="Amount">Signed as booked.</param>
internal readonly record struct KnownPayment(RecurringStream Stream, DateOnly Date, decimal Amount);
