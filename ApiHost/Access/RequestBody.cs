using System.Buffers;
using Grains.Interfaces.Access;
using Microsoft.Net.Http.Headers;

namespace ApiHost.Access;

/// <summary>Reads a body of at most 4 MiB. What is wrong with it is not answered here: it travels to the grain, which judges the body last.</summary>
internal static class RequestBody
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>JSON's media type.</summary>
    public const string Json = "application/json";

    /// <summary>RFC 7396's media type.</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Reads and parses the body.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="parse">Parses UTF-8 bytes; must not keep them.</param>
    /// <param name="mediaTypes">The media types that are read.</param>
    /// <returns>The input, or what is wrong with it.</returns>
    public static async ValueTask<Input<T>> Read<T>(this HttpRequest request, Func<ReadOnlyMemory<byte>, Input<T>> parse, params string[] mediaTypes)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !mediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            return new Refusal(ProblemCode.UnsupportedMediaType, $"Send {string.Join(" or ", mediaTypes)}.");
        }

        if (request.ContentLength > MaxBytes)
        {
            return TooLarge;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > MaxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return TooLarge;
            }

            if (read.IsCompleted)
            {
                var input = parse(read.Buffer.IsSingleSegment ? read.Buffer.First : read.Buffer.ToArray());
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return input;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Refusal TooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge);
}
