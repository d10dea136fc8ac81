using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace ApiHost.OpenApi;

/// <summary>The contract as an OpenAPI 3.1 document at <c>/openapi/v1.json</c>, and as a page to browse at <c>/docs</c>.</summary>
internal static class ContractDocument
{
    private const string Scheme = "bearer";

    /// <summary>Adds the document.</summary>
    /// <param name="services">The services.</param>
    public static void AddContractDocument(this IServiceCollection services) => services.AddOpenApi("v1", static options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = static description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "ProfilePlatform", Version = "1", Description = "Customer profiles that decide themselves who may see what." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Scheme, BearerFormat = "JWT (RFC 9068)" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer<OperationContract>();
    });

    /// <summary>Maps the document and its page, open to anyone.</summary>
    /// <param name="app">The application.</param>
    public static void MapContractDocument(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", static options => options.WithTitle("ProfilePlatform").DisableDefaultFonts()).AllowAnonymous();
    }
}
