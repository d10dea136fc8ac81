using System.Text.Json;
using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace ApiHost.Consent;

/// <summary>Reads a consent decision as sent. What its values may be is the ledger's to judge.</summary>
internal static class ConsentReader
{
    /// <summary>Reads a decision expressed now.</summary>
    /// <param name="utf8">The body.</param>
    /// <returns>The decision, without a time or a notice version: those are the platform's to set.</returns>
    public static Input<ConsentDecision> Read(ReadOnlyMemory<byte> utf8) => StrictJson.Read(utf8, static root => JsonObject.Read(root, Decision));

    /// <summary>Reads how a withdrawal of everything was expressed.</summary>
    /// <param name="utf8">The body.</param>
    /// <returns>The withdrawal.</returns>
    public static Input<ConsentWithdrawal> ReadWithdrawal(ReadOnlyMemory<byte> utf8) =>
        StrictJson.Read(utf8, static root => JsonObject.Read(root, static sent => new ConsentWithdrawal(sent.Text("method"))));

    /// <summary>Reads a decision of an import, with when it was expressed and which notice was shown.</summary>
    /// <param name="element">What stands where the object belongs.</param>
    /// <returns>The decision.</returns>
    public static Input<ConsentDecision> ReadImported(JsonElement element) => JsonObject.Read(element, static sent => Decision(sent) with
    {
        At = sent.Instant("at"),
        NoticeVersion = sent.Text("noticeVersion"),
    });

    private static ConsentDecision Decision(JsonObject sent) => new()
    {
        State = sent.Text("state"),
        Categories = sent.Texts("categories"),
        Channels = sent.Texts("channels"),
        Language = sent.Text("language"),
        Method = sent.Text("method"),
        ExpiresAt = sent.Instant("expiresAt"),
    };
}
