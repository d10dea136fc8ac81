using System.Text.Json;
using ApiHost.Access;
using ApiHost.Profile;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>Reads a rights request as sent; whether it makes sense is the grain's to judge.</summary>
internal static class RightsReader
{
    /// <summary>Reads the request.</summary>
    /// <param name="utf8">The body.</param>
    /// <returns>The request.</returns>
    public static Input<RightsIntake> Read(ReadOnlyMemory<byte> utf8) => StrictJson.Read(utf8, static root =>
    {
        var read = JsonObject.Read(root, static o => new RightsIntake { Right = o.Text("right"), Regime = o.Text("regime"), Details = o.Text("details") });
        if (read.Fault is not null || !root.TryGetProperty("attributes"u8, out var attributes) || attributes.ValueKind == JsonValueKind.Null)
        {
            return read;
        }

        var draft = ProfileReader.Read(root);
        return draft.Fault is { } fault ? fault : read.Value! with { Attributes = draft.Value };
    });
}
