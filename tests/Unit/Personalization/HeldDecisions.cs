using System.Collections.Immutable;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>Decisions of three offers as they are kept, one a day, no two in a row alike.</summary>
internal static class HeldDecisions
{
    private const uint Day = 24 * 60;
    private static readonly uint First = (uint)(Customers.Now.AddDays(-400).ToUnixTimeSeconds() / 60);

    public static DateTimeOffset At(int day) => DateTimeOffset.UnixEpoch.AddMinutes(First + ((uint)day * Day));

    public static HeldDecision Any(int day) => new(
        First + ((uint)day * Day), First + ((uint)day * Day), "home", Customers.Shipped.Offers.Version, [.. Enumerable.Range(0, 3).Select(place => Offer(day + (5 * place)))]);

    private static HeldOffer Offer(int number) => new(
        Customers.Shipped.Offers.Offers[number % Customers.Shipped.Offers.Offers.Length].Id, -2.345 + (number % 7 / 10.0), 0.9612, number % 11 == 0,
        [new("savings-rate", 0.412, true), new("balance", -0.107, false), new(OfferReasons.Feedback, 0.98, false), new(OfferReasons.Other, -0.033, false)]);
}
