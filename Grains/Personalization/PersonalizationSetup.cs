using Grains.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grains.Personalization;

/// <summary>Brings offers, advice and screens into a silo.</summary>
public static class PersonalizationSetup
{
    /// <summary>Adds them, from section <see cref="PersonalizationOptions.Section"/>; needs the catalogue.</summary>
    /// <param name="services">The silo's services.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddPersonalization(this IServiceCollection services)
    {
        services.AddOptions<PersonalizationOptions>().BindConfiguration(PersonalizationOptions.Section)
            .Validate(PersonalizationOptions.IsInRange, PersonalizationOptions.Range).ValidateOnStart();
        return services.AddSingleton<LayoutRanker>().AddSingleton<Advisor>().AddSingleton(static provider =>
            new Recommender(provider.GetRequiredService<Catalogue>(), provider.GetRequiredService<IOptions<PersonalizationOptions>>().Value));
    }
}
