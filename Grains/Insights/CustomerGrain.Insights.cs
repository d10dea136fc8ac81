using Grains.Activity;
using Grains.Insights;
using Grains.Interfaces.Access;

namespace Grains;

/// <summary>The picture of the customer's money that insights and advice look at.</summary>
internal sealed partial class CustomerGrain
{
    /// <summary>The day that counts as today: the one asked for, else today, or that of the newest booking where it is later.</summary>
    private Reply<DateOnly> AsOf(DateOnly? asked)
    {
        var newest = WindowReading.NewestDay(Sections.Activity) ?? DateOnly.MinValue;
        var today = DateOnly.FromDayNumber(Today);
        return asked < newest ? Refusal.Invalid("asOf", "not before the day of the newest transaction") : asked ?? (today < newest ? newest : today);
    }

    /// <summary>What the transactions say on a day; null where there are none.</summary>
    private FinancialPicture? Picture(DateOnly asOf) => PictureReading.Of(Sections.Activity, asOf);
}
