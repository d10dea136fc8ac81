using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiHost.Access;

/// <summary>Refuses a call whose Accept header (RFC 9110, section 12.5.1) admits nothing that the operation answers, before anything is done.</summary>
internal static class AcceptFilter
{
    /// <summary>Judges the header; an answer without content suits everybody.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The endpoint.</param>
    /// <returns>The endpoint's result.</returns>
    public static ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var accept = http.Request.Headers.Accept;
        if (accept.Count > 0 && accept != "*/*" && AnswerOf(http) is { } answer && accept != answer && !Admits(accept, answer))
        {
            throw new RefusedException(Problems.Of(StatusCodes.Status406NotAcceptable));
        }

        return next(context);
    }

    private static string? AnswerOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IProducesResponseTypeMetadata>()?.ContentTypes.FirstOrDefault();

    private static bool Admits(StringValues accept, string answer) =>
        MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var ranges) && IsAdmitted(MediaTypeHeaderValue.Parse(answer), ranges);

    /// <summary>The most specific range that matches decides; quality 0 refuses.</summary>
    private static bool IsAdmitted(MediaTypeHeaderValue answer, IEnumerable<MediaTypeHeaderValue> ranges) =>
        ranges.Where(range => range.MatchesAllTypes || (Same(range.Type, answer.Type) && (range.MatchesAllSubTypes || Same(range.SubType, answer.SubType))))
            .OrderBy(static range => range.MatchesAllTypes).ThenBy(static range => range.MatchesAllSubTypes)
            .FirstOrDefault() is { } closest && closest.Quality != 0;

    private static bool Same(StringSegment one, StringSegment other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
