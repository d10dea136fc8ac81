using Microsoft.Extensions.DependencyInjection;

namespace Grains.Personalization;

/// <summary>Brings offers, advice and screens into a silo.</summary>
public static class PersonalizationSetup
{
    /// <summary>Adds them; needs the catalogue.</summary>
    /// <param name="services">The silo's services.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddPersonalization(this IServiceCollection services) => 
        services.AddSingleton<Recommender>().AddSingleton<LayoutRanker>().AddSingleton<Advisor>();
}
