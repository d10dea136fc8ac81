using System.Runtime.CompilerServices;
using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiHost.Access;

/// <summary>Content negotiation (RFC 9110, section 12.5.1): refuses a call whose Accept header admits nothing that the operation answers, before
/// anything is done, and chooses among what it answers.</summary>
internal static class AcceptFilter
{
    private static readonly ConditionalWeakTable<Endpoint, string[]> OfferedBy = [];

    /// <summary>Judges the header; an answer without content suits everybody.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The endpoint.</param>
    /// <returns>The endpoint's result.</returns>
    public static ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var accept = http.Request.Headers.Accept;
        if (accept.Count > 0 && accept != "*/*" && Offered(http) is { Length: > 0 } offered && Choose(accept, offered) is null)
        {
            throw new RefusedException(new Refusal(ProblemCode.NotAcceptable, $"Accept {string.Join(" or ", offered)}."));
        }

        return next(context);
    }

    /// <summary>The media type to answer with.</summary>
    /// <param name="accept">The Accept header; none admits everything.</param>
    /// <param name="offered">What the operation answers, the preferred first.</param>
    /// <returns>The admitted one of the highest quality, the first of equals; null where none is admitted.</returns>
    public static string? Choose(StringValues accept, IReadOnlyList<string> offered)
    {
        if (accept.Count == 0)
        {
            return offered[0];
        }

        foreach (var type in offered)
        {
            if (accept == type)
            {
                return type;
            }
        }

        return MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var ranges)
            ? offered.Select(type => (Type: type, Quality: QualityOf(MediaTypeHeaderValue.Parse(type), ranges))).Where(static o => o.Quality > 0)
                .OrderByDescending(static o => o.Quality).FirstOrDefault().Type
            : null;
    }

    private static string[] Offered(HttpContext http) => http.GetEndpoint() is { } endpoint ? OfferedBy.GetValue(endpoint, Declared) : [];

    private static string[] Declared(Endpoint endpoint) =>
        [.. endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().SelectMany(static answer => answer.ContentTypes).Distinct()];

    /// <summary>The most specific range that matches decides; 0 where none does.</summary>
    private static double QualityOf(MediaTypeHeaderValue answer, IEnumerable<MediaTypeHeaderValue> ranges) =>
        ranges
            .Where(range => range.MatchesAllTypes || (Same(range.Type, answer.Type) && (range.MatchesAllSubTypes || Same(range.SubType, answer.SubType))))
            .OrderBy(static range => range.MatchesAllTypes).ThenBy(static range => range.MatchesAllSubTypes)
            .FirstOrDefault() is { } closest ? closest.Quality ?? 1 : 0;

    private static bool Same(StringSegment one, StringSegment other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
