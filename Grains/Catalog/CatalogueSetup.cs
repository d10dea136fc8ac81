using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grains.Catalog;

/// <summary>Brings the catalogue into a silo.</summary>
public static class CatalogueSetup
{
    /// <summary>Adds the catalogue in force, from section <see cref="CatalogueOptions.Section"/>. The host does not start where a file is faulty:
    /// it throws an <see cref="OptionsValidationException"/> whose failures are the faults.</summary>
    /// <param name="services">The silo's services.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.AddOptions<CatalogueOptions>().BindConfiguration(CatalogueOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CatalogueOptions>, Validator>();
        services.AddSingleton(provider => Catalogue.Load(provider.GetRequiredService<IOptions<CatalogueOptions>>().Value));
        return services;
    }

    private sealed class Validator : IValidateOptions<CatalogueOptions>
    {
        public ValidateOptionsResult Validate(string? name, CatalogueOptions options)
        {
            try
            {
                Catalogue.Load(options);
                return ValidateOptionsResult.Success;
            }
            catch (CatalogueFaultException faulty)
            {
                return ValidateOptionsResult.Fail(faulty.Faults.Select(fault => fault.ToString()));
            }
        }
    }
}
