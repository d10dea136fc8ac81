using System.Collections.Immutable;
using System.Globalization;
using Grains.Consent;
using Grains.Insights;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Personalization;

namespace Grains;

/// <summary>Advice for the customer. Only what the consent covers is looked at; without the consent to advice the call never comes here.</summary>
internal sealed partial class CustomerGrain
{
    private PurposeDeclaration Advising => catalogue.Purpose[Advisor.Purpose];

    /// <inheritdoc/>
    public ValueTask<Reply<AdviceList>> Advise(Input<AdviceQuery> query) =>
        ValueTask.FromResult(query.Fault is { } fault ? fault : Advise(query.Value!.AsOf));

    private Reply<AdviceList> Advise(DateOnly? asked)
    {
        if (!Sections.Consent.Covers(Advising, Features.Transactions, Now))
        {
            return Advise(null, asked ?? DateOnly.FromDayNumber(Today));
        }

        var asOf = AsOf(asked);
        return asOf.Refusal is { } refusal ? refusal : Advise(Picture(Sections.Activity, asOf.Value), asOf.Value);
    }

    private AdviceList Advise(FinancialPicture? picture, DateOnly asOf)
    {
        AttributeValue? Read(string attribute) => Readable(attribute, Advising);
        var traits = new AdviceTraits(Read("language")?.Text, Age(Read("birthDate")?.Text, asOf), Safeguards(), Read);
        return advisor.Advise(picture, traits, asOf);
    }

    /// <summary>What guards the customer, whatever the consent covers, since it only ever takes advice away; null where the bank keeps no such flags.</summary>
    private ImmutableArray<string>? Safeguards()
    {
        var flags = ImmutableArray<string>.Empty;
        foreach (var name in AdviceSuitability.Safeguards)
        {
            if (!catalogue.Attribute.ContainsKey(name))
            {
                return null;
            }

            flags = flags.AddRange(Sections.Profile.Attributes.GetValueOrDefault(name)?.Value.Items ?? []);
        }

        return flags;
    }

    private static int? Age(string? birthDate, DateOnly asOf)
    {
        if (!DateOnly.TryParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) || born > asOf)
        {
            return null;
        }

        var years = asOf.Year - born.Year;
        return born.AddYears(years) > asOf ? years - 1 : years;
    }
}
