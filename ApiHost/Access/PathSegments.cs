using Microsoft.AspNetCore.Http.Features;

namespace ApiHost.Access;

/// <summary>
/// Ids in a path. The server decodes a path but for <c>%2F</c>, so that an id with a slash cannot be told from one with a percent sign;
/// where there is doubt, the segment is decoded by itself, from the target as it was sent (RFC 3986, section 2.4).
/// </summary>
internal static class PathSegments
{
    /// <summary>The id in the last segment.</summary>
    /// <param name="request">The request.</param>
    /// <param name="routed">The route value.</param>
    /// <returns>The id as the client meant it.</returns>
    public static string LastSegment(this HttpRequest request, string routed)
    {
        if (!routed.Contains('%', StringComparison.Ordinal))
        {
            return routed;
        }

        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
