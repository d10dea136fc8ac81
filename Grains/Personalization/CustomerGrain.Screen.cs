using Grains.Access;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Personalization;

namespace Grains;

/// <summary>
/// The customer's screens. Without consent nothing but the consent section is opened.
/// <para>A use of one of the reads behind a tile is counted in memory and goes into the row with the next change of anything, or when the
/// customer falls asleep: no read writes for it. A crash loses the uses counted since, and nothing else: where the tiles stand is written
/// before it is shown, so that a crash moves no tile twice in a week.</para>
/// </summary>
internal sealed partial class CustomerGrain
{
    private const string Preferences = "preferences";
    private const string Behaviour = "behaviour";

    private int[]? uses;

    private PurposeDeclaration Arranging => catalogue.Purpose[LayoutRanker.Purpose];

    private int Today => DateOnly.FromDateTime(Now.UtcDateTime).DayNumber;

    /// <inheritdoc/>
    public async ValueTask<Reply<ScreenLayout>> Layout(Input<LayoutQuery> query)
    {
        if ((query.Fault ?? LayoutRules.Fault(query.Value!)) is { } fault)
        {
            return fault;
        }

        if (!Sections.Consent.Permits(Arranging, Now))
        {
            return layouts.General(query.Value!.Surface);
        }

        var next = Sections.Fork();
        var layout = Arrange(next, query.Value!.Surface);
        if (next.HasChanged)
        {
            await Persist(next);
        }

        return layout;
    }

    /// <inheritdoc/>
    public ValueTask<Reply<ScreenLayout>> Prefer(Input<ScreenPreferences> preferences) => Change<ScreenLayout>(next =>
    {
        if ((preferences.Fault ?? LayoutRules.Fault(preferences.Value!, layouts.IsKnown)) is { } fault)
        {
            return fault;
        }

        if (!next.Consent.Covers(Arranging, Preferences, Now))
        {
            return new Refusal(ProblemCode.ConsentRequired, $"Ask the customer for consent to {LayoutRanker.Purpose} with {Preferences}.") { Purpose = LayoutRanker.Purpose };
        }

        next.Model = next.Model with { Screen = (next.Model.Screen ?? ScreenState.Empty).Prefer(preferences.Value!) };
        return Arrange(next, new LayoutQuery().Surface);
    });

    private ScreenLayout Arrange(CustomerSections next, string surface)
    {
        var kept = next.Model.Screen ?? ScreenState.Empty;
        var needs = new ScreenNeeds(
            Readable("language", Arranging)?.Text, Readable("accessibilityNeeds", Arranging) is { Kind: AttributeKind.Text });
        var (places, layout) = layouts.Personal(surface, kept.Count(uses, Today), needs, Today);
        var placed = kept.Place(surface, places, catalogue.Tiles.Surfaces);
        if (!ReferenceEquals(placed, kept))
        {
            next.Model = next.Model with { Screen = placed };
        }

        return layout;
    }

    /// <summary>An attribute, where the catalogue lets the purpose read it and the customer's consent covers it; null elsewhere.</summary>
    private AttributeValue? Readable(string attribute, PurposeDeclaration purpose, CustomerSections? from = null) =>
        catalogue.Attribute.TryGetValue(attribute, out var declared) && declared.Purposes.Contains(purpose.Id) && (from ?? Sections).Consent.Covers(purpose, declared.Category, Now)
            ? (from ?? Sections).Profile.Attributes.GetValueOrDefault(attribute)?.Value : null;

    /// <summary>Counts the call where it read what stands behind a tile, for the customer's own eyes.</summary>
    private void CountUse(Caller caller, IReply? reply)
    {
        var read = TileReads.IndexOf(caller.Method.Operation);
        if (read >= 0 && reply is { Refusal: null } && caller.Token.Role is Role.Customer or Role.Frontend
            && sections?.Consent.Covers(Arranging, Behaviour, Now) == true)
        {
            (uses ??= new int[TileReads.All.Length])[read]++;
        }
    }

    private void KeepUses(bool isStillPermitted) => uses = isStillPermitted ? uses : null;

    private void AddUses(CustomerSections next)
    {
        if (uses is not null && next.Consent.Covers(Arranging, Behaviour, Now))
        {
            next.Model = next.Model with { Screen = (next.Model.Screen ?? ScreenState.Empty).Count(uses, Today) };
        }
    }

    /// <summary>Writes the uses that no change has taken along. Where that fails they are lost: the failure is logged where it happens.</summary>
    private async ValueTask SaveUses()
    {
        if (uses is null || isStale || IsErased || sections?.Consent.Covers(Arranging, Behaviour, Now) != true)
        {
            return;
        }

        try
        {
            await Persist(sections.Fork());
        }
        catch (RefusedException)
        {
            uses = null;
        }
    }
}
