using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>An RFC 9457 problem.</summary>
/// <param name="Type">Names the kind of problem; a URN.</param>
/// <param name="Title">In plain language, the same for every problem of the kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do about it; no personal data.</param>
/// <param name="Code">The contract's code.</param>
/// <param name="TraceId">Finds the call in the traces.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string TraceId)
{
    /// <summary>The purpose that lacks consent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Purpose { get; init; }

    /// <summary>The rights request that stands in the way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>The faults of the input.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Fault>? Errors { get; init; }
}
