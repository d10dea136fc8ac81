using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>An insight that is to be shown, before it is worded.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Since">Day number on which it became true.</param>
/// <param name="ExpiresAt">Day number of the first day on which it is not shown any more.</param>
internal sealed record StandingInsight(ulong Id, Finding Finding, int Since, int ExpiresAt) : IComparable<StandingInsight>
{
    /// <summary>The most pressing first: by severity, money at stake, newness, and then always the same way.</summary>
    /// <param name="other">Another one.</param>
    /// <returns>Below 0 where this one comes first.</returns>
    public int CompareTo(StandingInsight? other)
    {
        if (other is null)
        {
            return -1;
        }

        var order = other.Finding.Declared.Severity.CompareTo(Finding.Declared.Severity);
        order = order != 0 ? order : other.Finding.AtStake.CompareTo(Finding.AtStake);
        order = order != 0 ? order : other.Since.CompareTo(Since);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}

/// <summary>How a customer's insights stand on a day.</summary>
/// <param name="State">What to remember; the same instance as before where nothing is new. A read does not store it.</param>
/// <param name="Shown">The insights to show, the most pressing first.</param>
/// <param name="NextChange">The next day on which time alone may make an insight true or end one: it goes to the due table. Null for none.</param>
internal sealed record BoardView(InsightState State, ImmutableArray<StandingInsight> Shown, DateOnly? NextChange);
